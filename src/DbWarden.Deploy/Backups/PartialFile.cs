namespace DbWarden.Deploy.Backups;

/// <summary>
/// A file that is being written under a name of its own, and gets its final one only when it is whole and on the disk. Gone when it is
/// disposed of before that; locked meanwhile, so that whoever comes next can tell what a killed run left behind.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const string Prefix = ".dbwarden-";
    private const string Suffix = ".partial";

    private readonly FileStream _lock;

    private PartialFile(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    /// <summary>Makes it, readable by its owner only.</summary>
    public static PartialFile Create(string directory, string name)
    {
        var path = System.IO.Path.Combine(directory, Prefix + name + Suffix);
        var lockFile = Open(path + ".lock", FileShare.None);
        try
        {
            Open(path, FileShare.ReadWrite).Dispose();
            return new PartialFile(path, lockFile);
        }
        catch
        {
            lockFile.Dispose();
            File.Delete(path + ".lock");
            throw;
        }
    }

    /// <summary>For appending to; others may read it meanwhile.</summary>
    public FileStream OpenWrite() => new(Path, FileMode.Append, FileAccess.Write, FileShare.Read);

    /// <summary>Gives it its final name. What is lost when the machine goes down now is at most the name.</summary>
    public void Complete(string finalPath)
    {
        using (var written = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite))
            written.Flush(flushToDisk: true);
        File.Move(Path, finalPath, overwrite: false);
        DirectorySync.Flush(System.IO.Path.GetDirectoryName(finalPath)!);
    }

    public void Dispose()
    {
        // SQLite keeps its journal beside the file.
        foreach (var path in new[] { Path, Path + "-journal", Path + "-wal", Path + "-shm" })
            File.Delete(path);
        _lock.Dispose();
        File.Delete(Path + ".lock");
    }

    /// <summary>Removes what runs left behind that were killed.</summary>
    public static void RemoveAbandoned(string directory)
    {
        foreach (var path in Directory.EnumerateFiles(directory, Prefix + "*" + Suffix + ".lock"))
        {
            try
            {
                using var taken = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                new PartialFile(path[..^".lock".Length], taken).Dispose();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // In use, or being removed by another run at this moment.
            }
        }
    }

    private static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = share,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
