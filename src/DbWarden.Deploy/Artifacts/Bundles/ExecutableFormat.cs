using DbWarden.Deploy.Artifacts.Sources;

namespace DbWarden.Deploy.Artifacts.Bundles;

/// <summary>Tells native executables, which may be single-file applications, from the other files of a folder.</summary>
internal static class ExecutableFormat
{
    private static readonly string[] LibraryExtensions = [".dll", ".so", ".dylib", ".a", ".o"];

    public static bool IsExecutable(string path, ByteSource source)
    {
        if (LibraryExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) || source.Length < sizeof(uint))
            return false;
        Span<byte> start = stackalloc byte[sizeof(uint)];
        source.Read(0, start);
        return start.StartsWith("MZ"u8) || start.SequenceEqual("\u007fELF"u8) || IsMachO(start);
    }

    private static bool IsMachO(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> only64Bit = [0xcf, 0xfa, 0xed, 0xfe];
        ReadOnlySpan<byte> severalProcessors = [0xca, 0xfe, 0xba, 0xbe];
        return start.SequenceEqual(only64Bit) || start.SequenceEqual(severalProcessors);
    }
}
