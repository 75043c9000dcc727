using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Planning;

/// <summary>One record that a repair changes.</summary>
/// <param name="Migration">The migration concerned.</param>
/// <param name="Delete">Whether its record goes, rather than being written anew from the artifact.</param>
/// <param name="Description">The change in words.</param>
internal sealed record RecordRepair(PlannedMigration Migration, bool Delete, string Description);

/// <summary>Decides which records a repair changes. Pure: it looks at the artifact and the records only.</summary>
internal sealed class RepairPlanner(ArtifactDatabase migrations, PlannedMigrations planned, RepairOptions options, CommandHint command)
{
    public Result<IReadOnlyList<RecordRepair>> Plan(IReadOnlyList<MigrationRecord> records)
    {
        var view = new MigrationView(migrations, records);
        if (options.MarkApplied is { } applied)
            return MarkApplied(view, applied);
        if (options.MarkPending is { } pending)
            return MarkPending(view, pending);
        return view
            .Drifted.Select(pair => new RecordRepair(
                planned.Upgrade(pair.Migration, PlanReason.Pending, pair.Record),
                Delete: false,
                $"{pair.Record.File}: accept {pair.Migration.Manifest.UpgradeChecksum} in place of {pair.Record.UpgradeChecksum}"
            ))
            .ToList();
    }

    private Result<IReadOnlyList<RecordRepair>> MarkApplied(MigrationView view, MigrationVersion version)
    {
        var record = view.RecordOf(MigrationKind.Versioned, version.Canonical);
        if (record is { State: RecordState.Applied or RecordState.Baseline })
            return Array.Empty<RecordRepair>();
        if (view.Version(version.Canonical) is not { } migration)
            return Unknown(version, "in the artifact");
        var from = record is null ? "pending" : RecordNames.Of(record.State);
        return new[]
        {
            new RecordRepair(
                planned.Upgrade(migration, PlanReason.Pending, record),
                Delete: false,
                $"{migration.Manifest.Name.FileName}: {from} becomes applied"
            ),
        };
    }

    private Result<IReadOnlyList<RecordRepair>> MarkPending(MigrationView view, MigrationVersion version)
    {
        if (view.RecordOf(MigrationKind.Versioned, version.Canonical) is not { } record)
        {
            if (view.Version(version.Canonical) is null)
                return Unknown(version, "in the artifact, nor in the database");
            return Array.Empty<RecordRepair>();
        }

        return new[]
        {
            new RecordRepair(planned.StoredRollback(record, migration: null), Delete: true, $"{record.File}: {RecordNames.Of(record.State)} becomes pending"),
        };
    }

    private Failure Unknown(MigrationVersion version, string where) =>
        new(FailureKind.Usage, $"There is no version {version} {where}.")
        {
            State = "Nothing was changed.",
            Next = ["See which versions there are: " + command.For("status")],
        };
}
