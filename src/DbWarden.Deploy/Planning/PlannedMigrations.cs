using System.Text;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Records;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Planning;

/// <summary>Turns migrations of the artifact and rollbacks of the records into parts of a plan. Takes each file apart once.</summary>
internal sealed class PlannedMigrations(Dialect dialect)
{
    private readonly Dictionary<ArtifactMigration, MigrationScript> _scripts = new(ReferenceEqualityComparer.Instance);

    public PlannedMigration Upgrade(ArtifactMigration migration, PlanReason reason, MigrationRecord? record)
    {
        var script = ScriptOf(migration);
        return FromArtifact(migration, reason, script, script.Upgrade, record);
    }

    /// <summary>A migration that is only recorded: nothing of it is run.</summary>
    public PlannedMigration Baseline(ArtifactMigration migration) =>
        Upgrade(migration, PlanReason.Baseline, record: null) with
        {
            Sql = default,
        };

    public PlannedMigration Rollback(ArtifactMigration migration, MigrationRecord record)
    {
        var script = ScriptOf(migration);
        return FromArtifact(migration, PlanReason.RollBack, script, script.Rollback, record);
    }

    /// <summary>The rollback as it was stored when the migration was applied.</summary>
    public PlannedMigration StoredRollback(MigrationRecord record, ArtifactMigration? migration)
    {
        // The stored parts make a file again, so that they run exactly as a file does.
        var text = $"{record.Directives}\n-- upgrade\n-- rollback\n{record.RollbackSql}";
        var script = MigrationScript.Parse(Encoding.UTF8.GetBytes(text), dialect);
        return new PlannedMigration(
            record.Kind,
            record.Identity,
            record.Version,
            record.Description,
            record.File,
            PlanReason.RollBack,
            script.Rollback?.Text ?? default,
            migration
        )
        {
            UsesStoredRollback = true,
            Script = script,
            Section = script.Rollback,
            Record = record,
        };
    }

    public MigrationScript ScriptOf(ArtifactMigration migration)
    {
        if (!_scripts.TryGetValue(migration, out var script))
            _scripts.Add(migration, script = MigrationScript.Parse(migration.Bytes, dialect));
        return script;
    }

    private static PlannedMigration FromArtifact(
        ArtifactMigration migration,
        PlanReason reason,
        MigrationScript script,
        MigrationSection? section,
        MigrationRecord? record
    )
    {
        var name = migration.Manifest.Name;
        return new PlannedMigration(
            name.Kind,
            name.Identity,
            name.Version?.Text,
            migration.Manifest.Description,
            name.FileName,
            reason,
            section?.Text ?? default,
            migration
        )
        {
            Script = script,
            Section = section,
            Record = record,
        };
    }
}
