using System.Text;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Planning;

/// <summary>Decides what is rolled back, newest first, and with which SQL. Pure: it looks at the artifact and the records only.</summary>
internal sealed class RollbackPlanner(ArtifactDatabase migrations, PlannedMigrations planned, RollbackOptions options, CommandHint command)
    : IPlanner
{
    private const string Untouched = "Nothing was changed by this run.";

    public string Operation => "rollback";

    public bool NeedsRollbackSql => true;

    public Result<MigratePlan> Plan(IReadOnlyList<MigrationRecord> records, bool mayWait)
    {
        var view = new MigrationView(migrations, records);
        if (mayWait && view.IsInProgress)
            return new MigratePlan([], [], MustWait: true);
        var resume = new ResumePlanner(planned, options.Resume, options.ResumeAt, command).Plan(view, Direction.Rollback);
        if (!resume.IsSuccess)
            return resume.Failure;
        if (resume.Value.Count > 0)
            return new MigratePlan(resume.Value, []);
        if (view.Unresolved.FirstOrDefault() is { } unresolved)
            return UnresolvedMigration.Refuse(unresolved, command);

        var selected = Select(view);
        if (!selected.IsSuccess)
            return selected.Failure;

        var plan = new List<PlannedMigration>();
        var warnings = new List<string>();
        foreach (var record in selected.Value)
        {
            var rollback = Choose(view, record, warnings);
            if (!rollback.IsSuccess)
                return rollback.Failure;
            plan.Add(rollback.Value);
        }

        return new MigratePlan(plan, warnings);
    }

    private Result<IReadOnlyList<MigrationRecord>> Select(MigrationView view)
    {
        if (options.Name is { } name)
            return SelectRepeatable(view, name);

        var newestFirst = view
            .Records.Where(record => record.Kind == MigrationKind.Versioned)
            .OrderByDescending(record => MigrationVersion.TryParse(record.Identity))
            .ToList();
        if (options.ToVersion is not { } version)
            return newestFirst.Take(options.Count ?? 1).ToList();
        // Version 0 means before the first one; any other must be there to stay.
        if (version.Canonical != "0" && newestFirst.TrueForAll(record => record.Identity != version.Canonical))
        {
            return new Failure(FailureKind.Usage, $"Version {version} has not been applied, so there is no way back to it.")
            {
                Details = newestFirst is [var newest, ..] ? [$"The newest applied version is {newest.Version} ({newest.File})."] : [],
                State = Untouched,
                Next = ["See what has been applied: " + command.For("status")],
            };
        }

        return newestFirst.TakeWhile(record => MigrationVersion.TryParse(record.Identity)! > version).ToList();
    }

    private Result<IReadOnlyList<MigrationRecord>> SelectRepeatable(MigrationView view, string name)
    {
        var record = view.RecordOf(MigrationKind.RunsOnChange, name) ?? view.RecordOf(MigrationKind.RunsAlways, name);
        if (record is not null)
            return new[] { record };
        var known = view.Records.Where(known => known.Kind != MigrationKind.Versioned).Select(known => known.Identity).ToList();
        return new Failure(FailureKind.Usage, $"There is no applied repeatable migration named {name}.")
        {
            Details = known.Count > 0 ? [$"Applied repeatables: {string.Join(", ", known)}"] : [],
            State = Untouched,
            Next = ["See what has been applied: " + command.For("status")],
        };
    }

    private Result<PlannedMigration> Choose(MigrationView view, MigrationRecord record, List<string> warnings)
    {
        var migration = view.Migrations.Migrations.FirstOrDefault(candidate =>
            candidate.Manifest.Name.Kind == record.Kind && candidate.Manifest.Name.Identity == record.Identity
        );
        var differs = migration is not null && migration.Manifest.RollbackChecksum != record.RollbackChecksum;
        if (migration is not null && !(options.UseStored && HasStored(record)))
        {
            if (differs && HasStored(record))
                warnings.Add($"The rollback of {record.File} has changed since it was applied; the artifact's is used (--use-stored takes the stored one).");
            return Judge(planned.Rollback(migration, record), migration.Manifest.Rollback);
        }

        if (migration is null)
            warnings.Add($"{record.File} is not in this artifact; the rollback that was stored when it was applied is used.");
        else if (differs)
            warnings.Add($"The rollback of {record.File} has changed since it was applied; the stored one is used.");
        if (StoredChecksumDiffers(record))
            return Damaged(record);
        var stored = planned.StoredRollback(record, migration);
        return Judge(stored, stored.Script!.RollbackKind);
    }

    private static bool HasStored(MigrationRecord record) => record.RollbackSql is not null || record.Directives is { Length: > 0 };

    private static bool StoredChecksumDiffers(MigrationRecord record) =>
        record.RollbackSql is { } sql && SectionChecksum.Compute(Encoding.UTF8.GetBytes(sql)) != record.RollbackChecksum;

    private Failure Damaged(MigrationRecord record) =>
        new(FailureKind.Refused, $"The stored rollback of {record.File} is not the one that was stored when it was applied.")
        {
            Details = [$"Its checksum should be {record.RollbackChecksum}. Somebody has changed the records."],
            State = Untouched,
            Next = [$"Roll back with the artifact that has {record.File}: {command.For("rollback --artifact PATH")}"],
        };

    private Result<PlannedMigration> Judge(PlannedMigration rollback, RollbackKind kind) =>
        kind switch
        {
            RollbackKind.Irreversible => Refuse(rollback, $"{rollback.File} cannot be rolled back: {rollback.Script!.Directives.Irreversible}"),
            RollbackKind.Missing => Refuse(rollback, $"{rollback.File} has no rollback."),
            _ => rollback,
        };

    private Failure Refuse(PlannedMigration rollback, string message) =>
        new(FailureKind.Refused, message)
        {
            State = Untouched,
            Next =
            [
                rollback.Version is null
                    ? "Write a new migration that undoes it."
                    : "Write a new migration that undoes it, or restore a backup from before it: " + command.For("backup list"),
            ],
        };
}
