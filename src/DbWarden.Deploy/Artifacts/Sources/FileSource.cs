using Microsoft.Win32.SafeHandles;

namespace DbWarden.Deploy.Artifacts.Sources;

/// <summary>
/// A file, read at offsets. It is not mapped into memory, because a mapped file that somebody shortens ends the process.
/// </summary>
internal sealed class FileSource : ByteSource, IDisposable
{
    /// <summary>
    /// Small reads come from a window of the file, so that a thousand small resources do not cost two thousand system calls.
    /// </summary>
    private const int WindowBytes = 64 * 1024;

    private readonly SafeFileHandle _file;
    private byte[] _window = [];
    private long _windowStart;
    private int _windowLength;

    private FileSource(SafeFileHandle file, long length)
    {
        _file = file;
        Length = length;
    }

    public override long Length { get; }

    public static FileSource Open(string path)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new FileSource(file, RandomAccess.GetLength(file));
    }

    public void Dispose() => _file.Dispose();

    protected override void ReadCore(long offset, Span<byte> destination)
    {
        if (destination.Length > WindowBytes / 4)
        {
            if (ReadFully(offset, destination) < destination.Length)
                throw Shortened();
            return;
        }

        if (offset < _windowStart || offset + destination.Length > _windowStart + _windowLength)
        {
            if (_window.Length == 0)
                _window = GC.AllocateUninitializedArray<byte>((int)Math.Min(WindowBytes, Length));
            _windowStart = offset;
            _windowLength = ReadFully(offset, _window);
            if (_windowLength < destination.Length)
                throw Shortened();
        }

        _window.AsSpan((int)(offset - _windowStart), destination.Length).CopyTo(destination);
    }

    protected override ReadOnlyMemory<byte> SliceCore(long offset, int length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length);
        ReadCore(offset, bytes);
        return bytes;
    }

    private static InvalidDataException Shortened() => new("It was shortened while it was read.");

    private int ReadFully(long offset, Span<byte> destination)
    {
        var total = 0;
        while (total < destination.Length)
        {
            var count = RandomAccess.Read(_file, destination[total..], offset + total);
            if (count == 0)
                break;
            total += count;
        }

        return total;
    }
}
