using System.Security.Cryptography;

namespace DbWarden.Deploy.Execution;

/// <summary>The checksum of a unit's statements, short: it tells an edited unit from the one that ran, and no more.</summary>
internal sealed class UnitChecksum : IDisposable
{
    /// <summary>Characters a unit.</summary>
    public const int Length = 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Append(ReadOnlySpan<byte> statement)
    {
        // Line ends do not count, as they do not in a file's checksum.
        foreach (var line in statement.SplitAny((byte)'\r', (byte)'\n'))
            _hash.AppendData(statement[line]);
        _hash.AppendData(";"u8);
    }

    /// <summary>The checksum of what has been appended since the last one.</summary>
    public string Take() => Convert.ToHexStringLower(_hash.GetHashAndReset())[..Length];

    public void Dispose() => _hash.Dispose();
}
