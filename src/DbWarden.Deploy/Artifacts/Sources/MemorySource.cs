namespace DbWarden.Deploy.Artifacts.Sources;

internal sealed class MemorySource(ReadOnlyMemory<byte> bytes) : ByteSource
{
    public override long Length => bytes.Length;

    protected override void ReadCore(long offset, Span<byte> destination) =>
        bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);

    protected override ReadOnlyMemory<byte> SliceCore(long offset, int length) => bytes.Slice((int)offset, length);
}
