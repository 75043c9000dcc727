using System.Security.Cryptography;

namespace DbWarden.Deploy.Backups;

/// <summary>The SHA-256 of a file, in small hexadecimal digits.</summary>
internal static class Checksum
{
    public static async Task<string> OfFileAsync(string path, CancellationToken cancellation)
    {
        await using var stream = new FileStream(
            path,
            new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan | FileOptions.Asynchronous }
        );
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
    }
}
