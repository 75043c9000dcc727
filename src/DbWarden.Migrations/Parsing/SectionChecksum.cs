namespace DbWarden.Migrations.Parsing;

/// <summary>
/// The checksum of a section: SHA-256 over its text with line ends as <c>\n</c>, without leading and trailing blank lines, so
/// that a checkout's line ends and byte order mark do not matter. The algorithm is part of the value.
/// </summary>
public static class SectionChecksum
{
    public const string Prefix = Sha256Text.Prefix;

    /// <param name="section">The section's text, without its marker line.</param>
    public static string Compute(ReadOnlySpan<byte> section)
    {
        var text = BlankLines.Trim(section);
        using var hash = new Sha256Text();
        while (text.IndexOf((byte)'\r') is var lineEnd and >= 0)
        {
            hash.Append(text[..lineEnd]);
            hash.Append("\n"u8);
            var isPair = lineEnd + 1 < text.Length && text[lineEnd + 1] == (byte)'\n';
            text = text[(lineEnd + (isPair ? 2 : 1))..];
        }

        hash.Append(text);
        return hash.Finish();
    }
}
