using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Planning;

/// <summary>Decides which versions are recorded as there without being run. Pure: it looks at the artifact and the records only.</summary>
internal sealed class BaselinePlanner(
    ArtifactDatabase migrations,
    PlannedMigrations planned,
    string? artifactName,
    MigrationVersion version,
    CommandHint command
) : IRecordPlanner
{
    public string Operation => "baseline";

    public Result<IReadOnlyList<RecordChange>> Plan(IReadOnlyList<MigrationRecord> records)
    {
        var view = new MigrationView(migrations, records);
        var refusals = new MigrateRefusals(view, artifactName, new MigrateOptions { ToVersion = version }, command);
        if ((refusals.Unresolved() ?? refusals.Drift() ?? refusals.UnknownTarget() ?? Unknown(view)) is { } refusal)
            return refusal;
        return view
            .PendingVersions.Where(migration => migration.Manifest.Name.Version! <= version)
            .Select(migration => planned.Baseline(migration))
            .Select(migration => new RecordChange(
                migration,
                RecordChangeKind.Baseline,
                $"{migration.File}: pending becomes baseline"
            ))
            .ToList();
    }

    /// <summary>A database that has what the artifact does not know belongs to another release, or to another service.</summary>
    private static Failure? Unknown(MigrationView view)
    {
        var unknown = view.Unknown.ToList();
        if (unknown.Count == 0)
            return null;
        return new Failure(
            FailureKind.Refused,
            $"The database has {PlanWords.Count(unknown.Count, "version")} that this artifact does not know, so it does not agree with it."
        )
        {
            Details = [.. unknown.Select(PlanWords.Describe)],
            State = "Nothing was changed by this run.",
            Next = ["Take the baseline from the release that has them, or a later one."],
        };
    }
}
