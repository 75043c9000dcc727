using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Planning;

/// <summary>Decides which records a repair changes. Pure: it looks at the artifact and the records only.</summary>
internal sealed class RepairPlanner(
    ArtifactDatabase migrations,
    PlannedMigrations planned,
    RepairOptions options,
    CommandHint command
) : IRecordPlanner
{
    public string Operation => "repair";

    public Result<IReadOnlyList<RecordChange>> Plan(IReadOnlyList<MigrationRecord> records)
    {
        var view = new MigrationView(migrations, records);
        if (options.MarkApplied is { } applied)
            return MarkApplied(view, applied);
        if (options.MarkPending is { } pending)
            return MarkPending(view, pending);
        return view
            .Drifted.Select(pair => new RecordChange(
                planned.Upgrade(pair.Migration, PlanReason.Pending, pair.Record),
                RecordChangeKind.Apply,
                $"{pair.Record.File}: accept {pair.Migration.Manifest.UpgradeChecksum} in place of {pair.Record.UpgradeChecksum}",
                UnitsOf(pair.Migration)
            ))
            .ToList();
    }

    private Result<IReadOnlyList<RecordChange>> MarkApplied(MigrationView view, string name)
    {
        var record = FindRecord(view, name);
        if (record is { State: RecordState.Applied or RecordState.Baseline })
            return Array.Empty<RecordChange>();
        // A rollback that was taken back by hand leaves what was applied before it, whether this artifact knows that or not.
        if (record is { Direction: Direction.Rollback })
        {
            return new[]
            {
                new RecordChange(
                    planned.StoredRollback(record, migration: null),
                    RecordChangeKind.Restore,
                    $"{record.File}: half rolled back becomes applied",
                    FindMigration(view, name) is { } known ? UnitsOf(known) : 0
                ),
            };
        }

        if (FindMigration(view, name) is not { } migration)
            return Unknown(name, "in the artifact");
        var from = record is null ? "pending" : RecordNames.Of(record.State);
        return new[]
        {
            new RecordChange(
                planned.Upgrade(migration, PlanReason.Pending, record),
                RecordChangeKind.Apply,
                $"{migration.Manifest.Name.FileName}: {from} becomes applied",
                UnitsOf(migration)
            ),
        };
    }

    private Result<IReadOnlyList<RecordChange>> MarkPending(MigrationView view, string name)
    {
        if (FindRecord(view, name) is not { } record)
        {
            if (FindMigration(view, name) is null)
                return Unknown(name, "in the artifact, nor in the database");
            return Array.Empty<RecordChange>();
        }

        var from =
            record.Direction == Direction.Rollback && record.State != RecordState.Applied
                ? "half rolled back"
                : RecordNames.Of(record.State);
        return new[]
        {
            new RecordChange(
                planned.StoredRollback(record, migration: null),
                RecordChangeKind.Delete,
                $"{record.File}: {from} becomes pending"
            ),
        };
    }

    /// <summary>A version is tried first; names of repeatables may look like one.</summary>
    private static MigrationRecord? FindRecord(MigrationView view, string name) =>
        (MigrationVersion.TryParse(name) is { } version ? view.RecordOf(MigrationKind.Versioned, version.Canonical) : null)
        ?? view.RecordOf(MigrationKind.RunsOnChange, name)
        ?? view.RecordOf(MigrationKind.RunsAlways, name);

    private static ArtifactMigration? FindMigration(MigrationView view, string name) =>
        (MigrationVersion.TryParse(name) is { } version ? view.Version(version.Canonical) : null)
        ?? view.Migrations.Migrations.FirstOrDefault(migration =>
            migration.Manifest.Name.Kind != MigrationKind.Versioned && migration.Manifest.Name.Identity == name
        );

    private int UnitsOf(ArtifactMigration migration) => SectionSurvey.UnitsOf(planned.ScriptOf(migration));

    private Failure Unknown(string name, string where) =>
        new(FailureKind.Usage, $"There is no version or repeatable {name} {where}.")
        {
            State = "Nothing was changed.",
            Next = ["See what there is: " + command.For("status")],
        };
}
