using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace DbWarden.Migrations.Parsing;

/// <summary>SHA-256 over bytes that come in pieces of any size, however small, written as <c>sha256:</c> and hexadecimal digits.</summary>
internal sealed class Sha256Text : IDisposable
{
    public const string Prefix = "sha256:";

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _buffered;

    public void Append(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            if (_buffered == _buffer.Length)
                Flush();
            var length = Math.Min(piece.Length, _buffer.Length - _buffered);
            piece[..length].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += length;
            piece = piece[length..];
        }
    }

    public string Finish()
    {
        Flush();
        var text = new StringBuilder(Prefix, Prefix.Length + 64);
        foreach (var value in _hash.GetHashAndReset())
            text.Append(HexDigit(value >> 4)).Append(HexDigit(value & 0xf));
        return text.ToString();
    }

    public void Dispose()
    {
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _buffered);
        _buffered = 0;
    }

    private static char HexDigit(int value) => "0123456789abcdef"[value];
}
