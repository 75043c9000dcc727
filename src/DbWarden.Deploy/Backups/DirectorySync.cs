using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DbWarden.Deploy.Backups;

/// <summary>Brings the names in a directory to the disk, which the framework has no way for.</summary>
internal static partial class DirectorySync
{
    public static void Flush(string directory)
    {
        // Windows writes names through by itself.
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(directory, flags: 0);
        if (descriptor < 0)
            return;
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        // A file system that cannot do this is as safe as it gets.
        _ = Synchronize(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Synchronize(SafeFileHandle descriptor);
}
