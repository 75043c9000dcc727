using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Backups;

/// <summary>A directory for backups: nobody else can put anything into it, and nobody else can read what we put there.</summary>
internal sealed class BackupDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private BackupDirectory(string path) => Path = path;

    public string Path { get; }

    /// <summary>Bytes that we may still write there; null where the system does not tell.</summary>
    public long? FreeSpace
    {
        get
        {
            try
            {
                return new DriveInfo(Path).AvailableFreeSpace;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;
            }
        }
    }

    /// <summary>Makes it where it is not there yet, and refuses one that is not safe or not ours to write to.</summary>
    public static Result<BackupDirectory> Open(string path)
    {
        try
        {
            path = System.IO.Path.TrimEndingDirectorySeparator(path);
            if (FindProblem(path) is { } problem)
                return problem;
            Create(path);
            PartialFile.RemoveAbandoned(path);
            Probe(path);
            return new BackupDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return BackupFailure.OfFile(path, exception);
        }
    }

    /// <summary>The backups in a directory, oldest first; none where there is no such directory.</summary>
    public static IReadOnlyList<BackupFile> List(string path) =>
        !Directory.Exists(path)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(path, "*" + BackupFile.ManifestSuffix)
                    .Select(Read)
                    .OfType<BackupFile>()
                    .OrderBy(backup => backup.Manifest.TakenAt)
                    .ThenBy(backup => backup.Path, StringComparer.Ordinal),
            ];

    /// <summary>Deletes a backup with its manifest, which says until the end what is being deleted.</summary>
    public static void Delete(BackupFile backup)
    {
        File.Delete(backup.Path);
        File.Delete(backup.ManifestPath);
    }

    private static Failure? FindProblem(string path)
    {
        var directory = new DirectoryInfo(path);
        if (directory.LinkTarget is not null)
            return BackupFailure.Of(
                $"{path} is a link, which somebody could turn elsewhere.",
                next: ["Name the directory itself: --backup-dir DIR"]
            );
        if (File.Exists(path))
            return BackupFailure.Of($"{path} is a file and no directory.", next: ["Name a directory: --backup-dir DIR"]);
        if (directory.Exists && !OperatingSystem.IsWindows() && directory.UnixFileMode.HasFlag(UnixFileMode.OtherWrite))
            return BackupFailure.Of(
                $"Everybody may write to {path}, and so exchange the backups in it.",
                next: ["Take that right away (chmod o-w), or name another directory: --backup-dir DIR"]
            );
        return null;
    }

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }

    /// <summary>Whether files can be made there shows only when one is.</summary>
    private static void Probe(string path)
    {
        using var probe = PartialFile.Create(path, "probe-" + Guid.NewGuid().ToString("N"));
    }

    /// <summary>Only what bears a name of ours and tells of a file of that name.</summary>
    private static BackupFile? Read(string manifestPath) =>
        BackupManifestJson.Read(manifestPath) is { } manifest
        && System.IO.Path.GetFileName(manifestPath) == manifest.File + BackupFile.ManifestSuffix
        && BackupName.IsOf(manifest.Database, manifest.File)
            ? new BackupFile(manifestPath[..^BackupFile.ManifestSuffix.Length], manifest)
            : null;
}
