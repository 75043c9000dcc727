namespace DbWarden.Deploy.Artifacts.Sources;

/// <summary>
/// Inflates parts of one artifact into memory, and stops where one of them lies about its size or all of them are too much.
/// </summary>
internal sealed class Inflater
{
    /// <summary>
    /// Deflate cannot make more than this of a byte; a larger claim is a lie, known before any memory is set aside.
    /// </summary>
    private const int HighestRatio = 1032;

    private long _remaining = ArtifactLimits.InflatedBytes;

    /// <param name="compressed">Gives the inflated bytes.</param>
    /// <param name="compressedLength">How many bytes they are inflated from.</param>
    /// <param name="length">How many bytes they are said to be.</param>
    /// <param name="limit">How many they may be.</param>
    /// <param name="name">What is inflated, for the message.</param>
    public byte[] Inflate(Stream compressed, long compressedLength, long length, long limit, string name)
    {
        if (length < 0 || length > limit)
            throw new InvalidDataException($"'{name}' is said to be {length:N0} bytes; at most {limit:N0} are read.");
        if (length / HighestRatio > compressedLength)
            throw new InvalidDataException(
                $"'{name}' is said to inflate from {compressedLength:N0} to {length:N0} bytes, which cannot be."
            );
        _remaining -= length;
        if (_remaining < 0)
            throw new InvalidDataException($"It inflates to more than {ArtifactLimits.InflatedBytes:N0} bytes.");

        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        if (compressed.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length || compressed.ReadByte() >= 0)
            throw new InvalidDataException($"'{name}' is not of the {length:N0} bytes that it is said to be.");
        return bytes;
    }
}
