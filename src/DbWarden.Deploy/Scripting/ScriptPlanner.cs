using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Scripting;

/// <summary>Decides what a script does. Pure: it knows the artifact, and no database.</summary>
internal sealed class ScriptPlanner(ArtifactDatabase database, DatabaseEngine engine, ScriptOptions options)
{
    private readonly PlannedMigrations _planned = new(engine.Dialect);

    private readonly List<ArtifactMigration> _versions =
    [
        .. database.Migrations.Where(migration => migration.Manifest.Name.Kind == MigrationKind.Versioned),
    ];

    public Result<ScriptPlan> Plan()
    {
        if ((Unknown("--from", options.From) ?? Unknown("--to", options.To)) is { } unknown)
            return unknown;
        var plan = options.Rollback ? Rollback() : Upgrade();
        if (plan.Migrations.Select(Obstacle).FirstOrDefault(obstacle => obstacle is not null) is { } obstacle)
            return obstacle;
        return plan;
    }

    private ScriptPlan Upgrade()
    {
        var pending = _versions.Where(migration =>
            (options.From is null || VersionOf(migration) > options.From)
            && (options.To is null || VersionOf(migration) <= options.To)
        );
        // As with 'migrate --to-version', a way that ends before the newest version has no repeatables.
        var repeatables = options.To is null
            ? database.Migrations.Where(migration => migration.Manifest.Name.Kind != MigrationKind.Versioned)
            : [];
        return new ScriptPlan(
            [.. _versions.Where(migration => options.From is not null && VersionOf(migration) <= options.From)],
            [
                .. pending.Select(migration => _planned.Upgrade(migration, PlanReason.Pending, record: null)),
                .. repeatables.Select(migration => _planned.Upgrade(migration, PlanReason.Always, record: null)),
            ]
        );
    }

    private ScriptPlan Rollback()
    {
        var applied = _versions.Where(migration => options.From is null || VersionOf(migration) <= options.From).ToList();
        var undone = options.To is { } stays ? applied.Where(migration => VersionOf(migration) > stays) : applied.TakeLast(1);
        return new ScriptPlan(applied, [.. undone.Reverse().Select(RollbackOf)]);
    }

    /// <summary>A rollback is about the record of its upgrade, which the database has when the script runs.</summary>
    private PlannedMigration RollbackOf(ArtifactMigration migration)
    {
        var upgrade = _planned.Upgrade(migration, PlanReason.Pending, record: null);
        return _planned.Rollback(migration, RecordOf(upgrade));
    }

    private MigrationRecord RecordOf(PlannedMigration upgrade) =>
        new RecordFactory(database.Name, artifact: null, ScriptExecution.Identity, ScriptExecution.Facts).Upgrade(
            upgrade,
            RecordState.Applied,
            upgrade.Section is { } section ? SectionSurvey.Of(section).Units : 0
        );

    private Failure? Unknown(string option, MigrationVersion? version)
    {
        if (version is null || version.Canonical == "0" || _versions.Exists(migration => VersionOf(migration) == version))
            return null;
        return new Failure(FailureKind.Usage, $"{option} {version}: the artifact has no such version.")
        {
            Details = [$"Its versions: {string.Join(", ", _versions.Select(VersionOf))}"],
        };
    }

    private Failure? Obstacle(PlannedMigration migration)
    {
        if (migration.Direction == Direction.Rollback && migration.Script!.RollbackKind is RollbackKind.Irreversible)
            return Refuse($"{migration.File} cannot be rolled back: {migration.Script.Directives.Irreversible}");
        if (migration.Direction == Direction.Rollback && migration.Script!.RollbackKind is RollbackKind.Missing)
            return Refuse($"{migration.File} has no rollback.");
        var survey = migration.Section is { } section ? SectionSurvey.Of(section) : default;
        if (SectionProblem.Find(migration, survey, survey.RunsInTransaction(migration.Script!)) is { } problem)
            return Refuse($"{migration.File} cannot run as it is. {problem.Message}") with
            {
                Location = problem.Position is { } place ? migration.LocationOf(place) : migration.File,
            };
        if (engine.ClientScript.Obstacle(survey) is not { } obstacle)
            return null;
        return Refuse($"{migration.File} {obstacle.Message}") with
        {
            Location = migration.LocationOf(obstacle.Statement.Locate(offset: null)),
            Next = ["Apply it with the tool: dotnet dbwarden migrate"],
        };
    }

    private static Failure Refuse(string message) => new(FailureKind.Refused, message);

    private static MigrationVersion VersionOf(ArtifactMigration migration) => migration.Manifest.Name.Version!;
}
