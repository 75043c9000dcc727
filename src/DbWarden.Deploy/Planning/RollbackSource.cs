using System.Text;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Planning;

/// <summary>
/// Decides with which SQL a migration is rolled back: the artifact's where it knows the migration, otherwise the one that was stored
/// when it was applied. So an older release can take back what it has never seen.
/// </summary>
internal sealed class RollbackSource(PlannedMigrations planned, bool useStored, CommandHint command)
{
    private const string Untouched = "Nothing was changed by this run.";

    /// <param name="warnings">Where it is said which rollback is used, unless both are the same.</param>
    public Result<PlannedMigration> Choose(MigrationView view, MigrationRecord record, ICollection<string> warnings)
    {
        var migration = view.MigrationOf(record);
        var differs = migration is not null && migration.Manifest.RollbackChecksum != record.RollbackChecksum;
        if (migration is not null && !(useStored && HasStored(record)))
        {
            if (differs && HasStored(record))
                warnings.Add(
                    $"The rollback of {record.File} has changed since it was applied; the artifact's is used (--use-stored takes the stored one)."
                );
            return Judge(planned.Rollback(migration, record), migration.Manifest.Rollback);
        }

        if (StoredIsDamaged(record))
            return Damaged(record);
        if (migration is null)
            warnings.Add($"{record.File} is not in this artifact; the rollback that was stored when it was applied is used.");
        else if (differs)
            warnings.Add($"The rollback of {record.File} has changed since it was applied; the stored one is used.");
        var stored = planned.StoredRollback(record, migration);
        return Judge(stored, stored.Script!.RollbackKind);
    }

    private static bool HasStored(MigrationRecord record) =>
        record.RollbackSql is not null || record.Directives is { Length: > 0 };

    private static bool StoredIsDamaged(MigrationRecord record) =>
        record.RollbackSql is { } sql
            ? SectionChecksum.Compute(Encoding.UTF8.GetBytes(sql)) != record.RollbackChecksum
            : record.RollbackChecksum is not null;

    private Failure Damaged(MigrationRecord record) =>
        new(FailureKind.Refused, $"The stored rollback of {record.File} is not the one that was stored when it was applied.")
        {
            Details = [$"Its checksum should be {record.RollbackChecksum}. Somebody has changed the records."],
            State = Untouched,
            Next = [$"Roll back with the release that has {record.File}: {command.For("rollback --artifact PATH")}"],
        };

    private static Result<PlannedMigration> Judge(PlannedMigration rollback, RollbackKind kind) =>
        kind switch
        {
            RollbackKind.Irreversible => Refuse(
                rollback,
                $"{rollback.File} cannot be rolled back: {rollback.Script!.Directives.Irreversible}"
            ),
            RollbackKind.Missing => Refuse(rollback, $"{rollback.File} has no rollback."),
            _ => rollback,
        };

    private static Failure Refuse(PlannedMigration rollback, string message) =>
        new(FailureKind.Refused, message)
        {
            State = Untouched,
            Next =
            [
                rollback.Kind == MigrationKind.Versioned
                    ? "Write a new migration that undoes it, or restore a backup from before it."
                    : "Write a new migration that undoes it.",
            ],
        };
}
