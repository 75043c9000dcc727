namespace DbWarden.Migrations.Parsing;

/// <summary>
/// The checksum of a section: SHA-256 over its text with line ends as <c>\n</c>, without leading and trailing blank lines, so
/// that a checkout's line ends and byte order mark do not matter. The algorithm is part of the value.
/// </summary>
public static class SectionChecksum
{
    public const string Prefix = "sha256:";

    public static string Compute(ReadOnlySpan<byte> section) => throw new NotSupportedException("Not yet written.");
}
