namespace DbWarden.Deploy.Artifacts.Sources;

/// <summary>
/// Bytes at offsets: a file, a range of one, or memory. Whoever asks for bytes that are not there gets an
/// <see cref="InvalidDataException"/>.
/// </summary>
internal abstract class ByteSource
{
    public abstract long Length { get; }

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/> on.</summary>
    public void Read(long offset, Span<byte> destination)
    {
        Require(offset, destination.Length);
        ReadCore(offset, destination);
    }

    /// <summary>A part of the source: a slice of memory where it lies there, and otherwise read once.</summary>
    public ReadOnlyMemory<byte> Slice(long offset, int length)
    {
        Require(offset, length);
        return SliceCore(offset, length);
    }

    /// <summary>A part of the source as a source of its own; nothing is read.</summary>
    public ByteSource Range(long offset, long length)
    {
        Require(offset, length);
        return new RangeSource(this, offset, length);
    }

    protected abstract void ReadCore(long offset, Span<byte> destination);

    protected abstract ReadOnlyMemory<byte> SliceCore(long offset, int length);

    private void Require(long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > Length || length > Length - offset)
            throw new InvalidDataException("It points at bytes that lie outside of it.");
    }

    private sealed class RangeSource(ByteSource source, long start, long length) : ByteSource
    {
        public override long Length => length;

        protected override void ReadCore(long offset, Span<byte> destination) => source.Read(start + offset, destination);

        protected override ReadOnlyMemory<byte> SliceCore(long offset, int length) => source.Slice(start + offset, length);
    }
}
