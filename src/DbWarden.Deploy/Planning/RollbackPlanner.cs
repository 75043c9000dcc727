using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Planning;

/// <summary>Decides what is rolled back, newest first, and with which SQL. Pure: it looks at the artifact and the records only.</summary>
internal sealed class RollbackPlanner(
    ArtifactDatabase migrations,
    PlannedMigrations planned,
    RollbackOptions options,
    CommandHint command
) : IPlanner
{
    private const string Untouched = "Nothing was changed by this run.";

    private readonly RollbackSource _source = new(planned, options.UseStored, command);

    public string Operation => "rollback";

    public bool NeedsRollbackSql => true;

    private bool Resumes => options.Resume || options.ResumeAt is not null;

    public Result<MigratePlan> Plan(IReadOnlyList<MigrationRecord> records, bool mayWait)
    {
        var view = new MigrationView(migrations, records);
        if (mayWait && view.IsInProgress)
            return new MigratePlan([], [], MustWait: true);
        var warnings = new List<string>();
        var resume = new ResumePlanner(options.Resume, options.ResumeAt, command).Plan(
            view,
            Direction.Rollback,
            record => _source.Choose(view, record, warnings)
        );
        if (!resume.IsSuccess)
            return resume.Failure;
        var resumed = resume.Value.Count > 0 ? resume.Value[0].Record : null;
        if (view.Unresolved.FirstOrDefault(record => record != resumed) is { } unresolved)
            return UnresolvedMigration.Refuse(unresolved, command);
        if (Resumes && resumed is null)
            warnings.Add("No rollback has stopped half way, so there is none to go on with.");

        var plan = resume.Value.ToList();
        // Resuming does nothing else, unless a version says how far to go.
        if (!Resumes || options.ToVersion is not null)
        {
            var selected = Select(view);
            if (!selected.IsSuccess)
                return selected.Failure;
            foreach (var record in selected.Value.Where(record => record != resumed))
            {
                var rollback = _source.Choose(view, record, warnings);
                if (!rollback.IsSuccess)
                    return rollback.Failure;
                plan.Add(rollback.Value);
            }
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
                Details = newestFirst is [var newest, ..]
                    ? [$"The newest applied version is {newest.Version} ({newest.File})."]
                    : [],
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
}
