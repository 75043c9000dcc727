using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Backups;

/// <summary>Finds a backup that is to be restored, and makes sure that it is what its manifest says.</summary>
internal static class BackupReader
{
    public static async Task<Result<BackupFile>> ReadAsync(string path, string database, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            return Refuse(FailureKind.Usage, $"There is no backup {path}.") with
            {
                Next = ["See which there are: dotnet dbwarden backup list"],
            };
        if (BackupManifestJson.Read(path + BackupFile.ManifestSuffix) is not { } manifest)
            return Refuse(
                FailureKind.BackupFailed,
                $"Beside {path} there is no manifest ({Path.GetFileName(path)}{BackupFile.ManifestSuffix}) that this version can read, so nobody can tell whether it is whole."
            );
        if (manifest.Database != database)
            return Refuse(
                FailureKind.Usage,
                $"{path} is a backup of database '{manifest.Database}', and '{database}' was to be restored."
            ) with
            {
                Next = [$"Name the other one, if that is meant: --database {manifest.Database}"],
            };
        try
        {
            if (new FileInfo(path).Length != manifest.Size || await Checksum.OfFileAsync(path, cancellation) != manifest.Sha256)
                return Refuse(
                    FailureKind.BackupFailed,
                    $"{path} is not what it was when it was taken: its checksum differs."
                ) with
                {
                    Next = ["Restore another backup: dotnet dbwarden backup list"],
                };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(FailureKind.BackupFailed, $"{path} cannot be read: {exception.Message}");
        }

        return new BackupFile(path, manifest);
    }

    private static Failure Refuse(FailureKind kind, string message) => new(kind, message) { State = "Nothing was changed." };
}
