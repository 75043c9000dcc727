using DbWarden.Deploy;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Schemas.Comparing;
using DbWarden.Migrations.Naming;
using DbWarden.Tool.Syntax;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>Applies what is pending.</summary>
internal sealed class MigrateCommand() : RunCommand("migrate", "Applies what is pending")
{
    private ValueOption<MigrationVersion?> _toVersion = null!;
    private ValueOption<int?> _count = null!;
    private CommandOption _outOfOrder = null!;
    private CommandOption _allowMissing = null!;
    private CommandOption _singleTransaction = null!;
    private CommandOption _baseline = null!;
    private CommandOption _verify = null!;
    private ValueOption<string?> _scratch = null!;

    public override string Explanation =>
        "Versioned migrations run in the order of their versions, then those that changed (ROC), then those that always run (RA). With nothing to do it "
        + "takes no lock and writes nothing, so that many instances may start with it at once.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden migrate --dry-run", "Show what would be applied, with its SQL; nothing is run."),
            new(
                "dbwarden migrate --artifact release/Shop.dll --to-version 0012",
                "Apply a release's migrations up to a version."
            ),
        ];

    protected override string Done => _baseline.HasValue() ? "recorded as baseline" : "applied";

    protected override string ToDo => _baseline.HasValue() ? "record as baseline" : "apply";

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
        _singleTransaction = group.Flag("--single-transaction", "All or nothing, in one transaction (PostgreSQL, SQLite)");
        _baseline = group.Flag("--baseline", "Run nothing: record the versions up to --to-version as there already");
        _verify = group.Flag("--verify", "With --baseline: only if the schema is what they make, tried in a scratch database");
        _scratch = group.Text(
            "--scratch <CONNECTION>",
            "With --verify: the server for the scratch database (that of the database)"
        );
    }

    protected override Failure? OwnContradiction()
    {
        var baseline = _baseline.HasValue();
        var singly = _singleTransaction.HasValue();
        return CommonContradiction()
            ?? Contradiction(_toVersion.IsGiven && _count.IsGiven, "--to-version and --count exclude each other.")
            ?? Contradiction(
                singly && Resumes,
                "What stopped half way ran statement by statement, and cannot go on in a transaction; leave out --single-transaction."
            )
            ?? Contradiction(
                baseline && !_toVersion.IsGiven,
                "--baseline needs --to-version, the newest version that the database has."
            )
            ?? Contradiction(
                baseline && (singly || Resumes || BacksUp || _outOfOrder.HasValue() || _allowMissing.HasValue()),
                "--baseline runs nothing, so it goes with --to-version, --verify and --dry-run only."
            )
            ?? Contradiction(_verify.HasValue() && !baseline, "--verify needs --baseline.")
            ?? Contradiction(_scratch.IsGiven && !_verify.HasValue(), "--scratch needs --verify.");
    }

    protected override Task<(RunReport? Value, Failure? Failure)> RunAsync(Deployment deployment, Session session) =>
        _baseline.HasValue() ? BaselineAsync(deployment, session) : MigrateAsync(deployment, session);

    private async Task<(RunReport? Value, Failure? Failure)> MigrateAsync(Deployment deployment, Session session)
    {
        var options = new MigrateOptions
        {
            ToVersion = _toVersion.Value,
            Count = _count.Value,
            AllowOutOfOrder = _outOfOrder.HasValue(),
            AllowMissing = _allowMissing.HasValue(),
            SingleTransaction = _singleTransaction.HasValue(),
            DryRun = IsDryRun,
            Backup = Backup,
            Resume = Resume,
            ResumeAt = ResumeAt,
        };
        var outcome = await deployment.MigrateAsync(options, session.Cancellation);
        return (outcome.Report, outcome.Failure);
    }

    private async Task<(RunReport? Value, Failure? Failure)> BaselineAsync(Deployment deployment, Session session)
    {
        var options = new BaselineOptions { ToVersion = _toVersion.Value!, DryRun = IsDryRun };
        if (_verify.HasValue() && await VerifyAsync(deployment, options.ToVersion, session) is { } difference)
            return (null, difference);
        var report = await deployment.BaselineAsync(options, session.Cancellation);
        if (report.IsSuccess && !_verify.HasValue() && report.Value.Completed.Count > 0)
            session.Terminal.Messages.WriteLine(
                "Nothing was run or compared: a baseline only asserts that the database has these versions."
            );
        return (report.Value, report.Failure);
    }

    private async Task<Failure?> VerifyAsync(Deployment deployment, MigrationVersion version, Session session)
    {
        var compared = await deployment.Inspect(_scratch.Value).CompareWithVersionAsync(version, session.Cancellation);
        if (!compared.IsSuccess)
            return compared.Failure;
        if (compared.Value.IsMatch)
            return null;
        return new Failure(FailureKind.CheckFailed, $"The database is not what the migrations up to {version} make.")
        {
            Details = ComparisonText.Write(compared.Value).TrimEnd('\n').Split('\n'),
            State = "Nothing was recorded.",
            Next = ["Bring the database to where the migrations would, or name the version that it has."],
        };
    }

    private static Failure? Contradiction(bool isWrong, string message) =>
        isWrong ? new Failure(FailureKind.Usage, message) : null;
}
