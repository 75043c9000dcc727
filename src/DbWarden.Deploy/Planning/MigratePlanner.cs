using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Planning;

/// <summary>Decides what is pending, in which order, and what stands in the way. Pure: it looks at the artifact and the records only.</summary>
internal sealed class MigratePlanner(
    ArtifactDatabase migrations,
    PlannedMigrations planned,
    string? artifactName,
    MigrateOptions options,
    SingleTransactionRefusals singleTransaction,
    CommandHint command
) : IPlanner
{
    public string Operation => "migrate";

    public bool NeedsRollbackSql => false;

    public Result<MigratePlan> Plan(IReadOnlyList<MigrationRecord> records, bool mayWait)
    {
        var view = new MigrationView(migrations, records);
        if (mayWait && view.IsInProgress)
            return new MigratePlan([], [], MustWait: true);
        var refusals = new MigrateRefusals(view, artifactName, options, command);

        var resume = new ResumePlanner(options.Resume, options.ResumeAt, command).Plan(
            view,
            Direction.Upgrade,
            record => Resumed(view, record)
        );
        if (!resume.IsSuccess)
            return resume.Failure;
        if (
            ((resume.Value.Count > 0 ? null : refusals.Unresolved()) ?? refusals.Drift() ?? refusals.UnknownTarget()) is
            { } obstacle
        )
            return obstacle;

        var pending = Versioned(view);
        // A repeatable that goes on is not begun once more.
        var repeatables = Repeatables(view).Where(migration => resume.Value.All(resumed => resumed.Source != migration.Source));
        IReadOnlyList<PlannedMigration> plan = [.. resume.Value, .. pending, .. repeatables];
        if (plan.Any(migration => migration.Reason != PlanReason.Always))
        {
            var refusal = refusals.Unknown() ?? refusals.OutOfOrder(pending) ?? refusals.UnmetDependencies(pending);
            if (refusal is not null)
                return refusal;
        }

        if (options.SingleTransaction && singleTransaction.Refuse(plan) is { } impossible)
            return impossible;
        return new MigratePlan(
            plan,
            PlanWarnings.For(view, hasWork: plan.Count > 0),
            InOneTransaction: options.SingleTransaction
        );
    }

    private Result<PlannedMigration> Resumed(MigrationView view, MigrationRecord record) =>
        view.MigrationOf(record) is { } migration
            ? planned.Upgrade(migration, ReasonOf(record.Kind), record)
            : UnresolvedMigration.Missing(record, command);

    private static PlanReason ReasonOf(MigrationKind kind) =>
        kind switch
        {
            MigrationKind.Versioned => PlanReason.Pending,
            MigrationKind.RunsOnChange => PlanReason.Changed,
            _ => PlanReason.Always,
        };

    private List<PlannedMigration> Versioned(MigrationView view)
    {
        var pending = view.PendingVersions.Where(migration =>
            options.ToVersion is null || migration.Manifest.Name.Version! <= options.ToVersion
        );
        if (options.Count is { } count)
            pending = pending.Take(count);
        return [.. pending.Select(migration => planned.Upgrade(migration, PlanReason.Pending, view.RecordOf(migration)))];
    }

    private IEnumerable<PlannedMigration> Repeatables(MigrationView view)
    {
        if (options.ToVersion is not null || options.Count is not null)
            return [];
        var changed = view.ChangedRepeatables.Select(migration =>
            planned.Upgrade(migration, PlanReason.Changed, view.RecordOf(migration))
        );
        var always = view.OfKind(MigrationKind.RunsAlways)
            .Select(migration => planned.Upgrade(migration, PlanReason.Always, view.RecordOf(migration)));
        return changed.Concat(always);
    }
}
