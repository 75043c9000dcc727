using System.Buffers;
using System.Security.Cryptography;

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
        var hash = _hash.GetHashAndReset();
        var text = new char[Prefix.Length + hash.Length * 2];
        Prefix.CopyTo(0, text, 0, Prefix.Length);
        for (var i = 0; i < hash.Length; i++)
        {
            text[Prefix.Length + i * 2] = HexDigit(hash[i] >> 4);
            text[Prefix.Length + i * 2 + 1] = HexDigit(hash[i] & 0xf);
        }

        return new string(text);
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
