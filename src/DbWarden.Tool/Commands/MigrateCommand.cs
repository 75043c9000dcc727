using DbWarden.Deploy;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;
using DbWarden.Tool.Syntax;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>Applies what is pending.</summary>
internal sealed class MigrateCommand() : RunCommand("migrate", "Applies what is pending", "applied")
{
    private ValueOption<MigrationVersion?> _toVersion = null!;
    private ValueOption<int?> _count = null!;
    private CommandOption _outOfOrder = null!;
    private CommandOption _allowMissing = null!;

    public override string Explanation =>
        "Versioned migrations run in the order of their versions, then those that changed (ROC), then those that always run (RA). With nothing to do it "
        + "takes no lock and writes nothing, so that many instances may start with it at once.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden migrate --dry-run", "Show what would be applied, with its SQL; nothing is run."),
            new("dbwarden migrate --artifact release/Shop.dll --to-version 0012", "Apply a release's migrations up to a version."),
        ];

    protected override string ResumeMeaning => "Go on with the migration that stopped half way, then with what is pending";

    protected override void DefineSelection(OptionGroup group)
    {
        _toVersion = group.Version("--to-version <VERSION>", "Versions up to this one, and no repeatables");
        _count = group.Count("--count <N>", "The next N versioned migrations, and no repeatables");
    }

    protected override void DefineManner(OptionGroup group)
    {
        _outOfOrder = group.Flag("--out-of-order", "Apply also versions lower than the newest applied one");
        _allowMissing = group.Flag("--allow-missing", "Go on although the database has versions that the artifact does not know");
    }

    protected override Failure? OwnContradiction() =>
        ResumeContradiction()
        ?? (_toVersion.IsGiven && _count.IsGiven ? new Failure(FailureKind.Usage, "--to-version and --count exclude each other.") : null);

    protected override async Task<(RunReport? Value, Failure? Failure)> RunAsync(Deployment deployment, Session session)
    {
        var options = new MigrateOptions
        {
            ToVersion = _toVersion.Value,
            Count = _count.Value,
            AllowOutOfOrder = _outOfOrder.HasValue(),
            AllowMissing = _allowMissing.HasValue(),
            DryRun = IsDryRun,
            Resume = Resume,
            ResumeAt = ResumeAt,
        };
        var outcome = await deployment.MigrateAsync(options, session.Cancellation);
        return (outcome.Report, outcome.Failure);
    }
}
