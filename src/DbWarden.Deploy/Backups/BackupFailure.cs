using System.Globalization;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Backups;

/// <summary>The ways in which a backup does not come about. Nothing has been run or changed by then.</summary>
internal static class BackupFailure
{
    private const string Untouched = "No migration was run, and the database was not changed.";

    public static Failure Of(string message, IReadOnlyList<string>? details = null, IReadOnlyList<string>? next = null) =>
        new(FailureKind.BackupFailed, message)
        {
            Details = details ?? [],
            State = Untouched,
            Next = next ?? [],
        };

    public static Failure NoSpace(string directory, long needed, long free) =>
        Of(
            string.Create(
                CultureInfo.InvariantCulture,
                $"There is too little space for the backup in {directory}: it needs {Megabytes(needed)}, and {Megabytes(free)} are free."
            ),
            next: ["Make room there, or name another directory: --backup-dir DIR"]
        );

    public static Failure OfFile(string path, Exception exception) =>
        Of($"The backup could not be written to {path}: {exception.Message}", next: ["Name another directory: --backup-dir DIR"]);

    public static string Megabytes(long bytes) =>
        bytes < 10_000
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.##} MB");
}
