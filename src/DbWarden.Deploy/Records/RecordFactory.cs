using System.Text;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Planning;

namespace DbWarden.Deploy.Records;

/// <summary>Fills records and history entries in for one run. Times are the server's and are not filled in here.</summary>
internal sealed class RecordFactory(string database, Artifact? artifact, ExecutionIdentity identity, ServerFacts facts)
{
    private readonly string _by = $"{facts.User}@{identity.ClientHost}";

    /// <summary>The record of an upgrade that runs, or has run.</summary>
    public MigrationRecord Upgrade(PlannedMigration migration, RecordState state, int units)
    {
        var manifest = migration.Source!.Manifest;
        var script = migration.Script!;
        return new MigrationRecord
        {
            Database = database,
            Kind = migration.Kind,
            Identity = migration.Identity,
            Version = migration.Version,
            Description = migration.Description,
            File = migration.File,
            UpgradeChecksum = manifest.UpgradeChecksum,
            RollbackChecksum = manifest.RollbackChecksum,
            RollbackSql = script.Rollback is { } rollback ? Encoding.UTF8.GetString(rollback.Text.Span) : null,
            Directives = DirectiveText.Write(script.Directives),
            State = state,
            Direction = Direction.Upgrade,
            UnitsDone = state == RecordState.Applied ? units : 0,
            UnitsTotal = units,
            Error = null,
            AppliedAt = default,
            Duration = default,
            AppliedBy = _by,
            ArtifactName = artifact?.Name,
            ArtifactVersion = artifact?.Version,
            ToolVersion = identity.ToolVersion,
            ExecutionId = identity.ExecutionId,
        };
    }

    /// <summary>The record of a rollback that runs statement by statement: the migration's own, which stays until the last of them is done.</summary>
    public MigrationRecord Rollback(PlannedMigration migration, int units) =>
        migration.Record! with
        {
            State = RecordState.Applying,
            Direction = Direction.Rollback,
            UnitsDone = 0,
            UnitsTotal = units,
            UnitChecksums = null,
            UnitInDoubt = null,
            UnitEvidence = null,
            Error = null,
            ExecutionId = identity.ExecutionId,
        };

    /// <summary>The record of a migration whose rollback began, as it was before.</summary>
    public MigrationRecord Restored(PlannedMigration migration, int units) =>
        Rollback(migration, units) with
        {
            UnitsDone = units,
            State = RecordState.Applied,
            Direction = Direction.Upgrade,
        };

    /// <summary>What the history says of one migration of a run.</summary>
    public HistoryEntry Entry(string operation, PlannedMigration? migration, string outcome, string? error) =>
        new(
            0,
            operation,
            migration?.Kind,
            migration?.Identity,
            migration?.Version,
            migration?.Description,
            migration?.File,
            outcome,
            default,
            default,
            _by,
            artifact?.Name,
            artifact?.Version,
            identity.ToolVersion,
            identity.ExecutionId,
            error
        );
}
