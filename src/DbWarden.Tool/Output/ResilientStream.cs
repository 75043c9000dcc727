namespace DbWarden.Tool.Output;

/// <summary>
/// An output that may lose its reader (<c>| head</c>, a closed terminal) without taking a migration down with it: what nobody reads any
/// more is dropped.
/// </summary>
internal sealed class ResilientStream(Stream inner) : Stream
{
    private bool _isBroken;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_isBroken)
            return;
        try
        {
            inner.Write(buffer);
        }
        catch (IOException)
        {
            _isBroken = true;
        }
    }

    public override void Flush()
    {
        if (_isBroken)
            return;
        try
        {
            inner.Flush();
        }
        catch (IOException)
        {
            _isBroken = true;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
