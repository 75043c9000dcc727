using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Records;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Planning;

/// <summary>The artifact's migrations and the database's records side by side.</summary>
internal sealed class MigrationView
{
    private readonly Dictionary<(MigrationKind, string), MigrationRecord> _records;
    private readonly ILookup<MigrationKind, ArtifactMigration> _byKind;
    private readonly Dictionary<string, ArtifactMigration> _versions;

    public MigrationView(ArtifactDatabase migrations, IReadOnlyList<MigrationRecord> records)
    {
        Migrations = migrations;
        Records = records;
        _records = records.ToDictionary(record => (record.Kind, record.Identity));
        _byKind = migrations.Migrations.ToLookup(migration => migration.Manifest.Name.Kind);
        _versions = _byKind[MigrationKind.Versioned]
            .ToDictionary(migration => migration.Manifest.Name.Identity, StringComparer.Ordinal);
        NewestApplied = records
            .Where(record => record.Kind == MigrationKind.Versioned)
            .Select(record => MigrationVersion.TryParse(record.Identity))
            .Max();
    }

    public ArtifactDatabase Migrations { get; }

    public IReadOnlyList<MigrationRecord> Records { get; }

    /// <summary>The highest version that the database has, whether the artifact knows it or not.</summary>
    public MigrationVersion? NewestApplied { get; }

    /// <summary>Versioned migrations without a record, in the order in which they run.</summary>
    public IEnumerable<ArtifactMigration> PendingVersions =>
        OfKind(MigrationKind.Versioned).Where(migration => RecordOf(migration) is null);

    /// <summary>Runs-on-change migrations that are new or have changed.</summary>
    public IEnumerable<ArtifactMigration> ChangedRepeatables =>
        OfKind(MigrationKind.RunsOnChange)
            .Where(migration => RecordOf(migration) is not { } record || HasChanged(migration, record));

    /// <summary>Applied versions that the artifact does not have. A repeatable that vanished is not unknown.</summary>
    public IEnumerable<MigrationRecord> Unknown =>
        Records.Where(record => record.Kind == MigrationKind.Versioned && !_versions.ContainsKey(record.Identity));

    /// <summary>Applied versions whose upgrade section is not what was applied.</summary>
    public IEnumerable<(ArtifactMigration Migration, MigrationRecord Record)> Drifted =>
        OfKind(MigrationKind.Versioned)
            .Select(migration => (Migration: migration, Record: RecordOf(migration)))
            .Where(pair =>
                pair.Record is { State: RecordState.Applied or RecordState.Baseline } record && HasChanged(pair.Migration, record)
            )
            .Select(pair => (pair.Migration, pair.Record!));

    /// <summary>Migrations that stopped half way, or were under way when their run died.</summary>
    public IEnumerable<MigrationRecord> Unresolved =>
        Records.Where(record => record.State is RecordState.Failed or RecordState.Applying);

    /// <summary>Whether a migration is under way, or its run died in the middle of it.</summary>
    public bool IsInProgress => Records.Any(record => record.State == RecordState.Applying);

    public IEnumerable<ArtifactMigration> OfKind(MigrationKind kind) => _byKind[kind];

    public MigrationRecord? RecordOf(ArtifactMigration migration) =>
        _records.GetValueOrDefault((migration.Manifest.Name.Kind, migration.Manifest.Name.Identity));

    /// <summary>The artifact's migration that a record is about, or null where the artifact does not have it.</summary>
    public ArtifactMigration? MigrationOf(MigrationRecord record) =>
        OfKind(record.Kind).FirstOrDefault(migration => migration.Manifest.Name.Identity == record.Identity);

    /// <summary>The artifact's migration with a canonical version, or null.</summary>
    public ArtifactMigration? Version(string canonical) => _versions.GetValueOrDefault(canonical);

    public MigrationRecord? RecordOf(MigrationKind kind, string identity) => _records.GetValueOrDefault((kind, identity));

    public static bool HasChanged(ArtifactMigration migration, MigrationRecord record) =>
        migration.Manifest.UpgradeChecksum != record.UpgradeChecksum;
}
