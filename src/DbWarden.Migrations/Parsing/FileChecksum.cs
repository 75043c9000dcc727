namespace DbWarden.Migrations.Parsing;

/// <summary>The checksum of a file as it stands: SHA-256 over its bytes.</summary>
public static class FileChecksum
{
    public static string Compute(ReadOnlySpan<byte> file)
    {
        using var hash = new Sha256Text();
        hash.Append(file);
        return hash.Finish();
    }
}
