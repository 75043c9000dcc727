using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Records;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Planning;

/// <summary>Says where each migration stands. Pure.</summary>
internal static class StatusBuilder
{
    public static StatusReport Build(ArtifactDatabase migrations, IReadOnlyList<MigrationRecord> records)
    {
        var view = new MigrationView(migrations, records);
        var states = migrations.Migrations.Select(migration => State(migration, view.RecordOf(migration))).ToList();
        // Versions that only the database has stand where they would have run.
        foreach (var record in view.Unknown)
            states.Insert(Place(states, MigrationVersion.TryParse(record.Identity)), Unknown(record));
        return new StatusReport(states);
    }

    private static int Place(List<MigrationState> states, MigrationVersion? version)
    {
        var place = 0;
        while (
            place < states.Count
            && MigrationVersion.TryParse(states[place].Version ?? "") is { } other
            && other.CompareTo(version) < 0
        )
            place++;
        return place;
    }

    private static MigrationState State(ArtifactMigration migration, MigrationRecord? record)
    {
        var name = migration.Manifest.Name;
        var status = record switch
        {
            null => MigrationStatus.Pending,
            { State: RecordState.Failed } => MigrationStatus.Failed,
            { State: RecordState.Applying } => MigrationStatus.Applying,
            _ when MigrationView.HasChanged(migration, record) => Changed(name.Kind),
            { State: RecordState.Baseline } => MigrationStatus.Baseline,
            _ => MigrationStatus.Applied,
        };
        return new MigrationState(
            name.Kind,
            name.Identity,
            name.Version?.Text,
            migration.Manifest.Description,
            name.FileName,
            status,
            record
        );
    }

    private static MigrationStatus Changed(MigrationKind kind) =>
        kind switch
        {
            MigrationKind.Versioned => MigrationStatus.Drifted,
            MigrationKind.RunsOnChange => MigrationStatus.Pending,
            _ => MigrationStatus.Applied,
        };

    private static MigrationState Unknown(MigrationRecord record) =>
        new(
            record.Kind,
            record.Identity,
            record.Version,
            record.Description,
            record.File,
            record.State switch
            {
                RecordState.Failed => MigrationStatus.Failed,
                RecordState.Applying => MigrationStatus.Applying,
                _ => MigrationStatus.Unknown,
            },
            record
        );
}
