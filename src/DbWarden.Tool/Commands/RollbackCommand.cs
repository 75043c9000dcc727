using DbWarden.Deploy;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;
using DbWarden.Tool.Syntax;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>Takes applied migrations back.</summary>
internal sealed class RollbackCommand() : RunCommand("rollback", "Takes back what was applied, the newest first", "rolled back")
{
    private ValueOption<int?> _count = null!;
    private ValueOption<MigrationVersion?> _toVersion = null!;
    private ValueOption<string?> _name = null!;
    private CommandOption _useStored = null!;

    public override string Explanation =>
        "Runs the rollback that the artifact has for a migration, and for one that it does not know the rollback that was stored in the database when it "
        + "was applied. A migration that is declared irreversible stops the run before anything is executed.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden rollback", "Take back the newest migration."),
            new("dbwarden rollback --to-version 0009 --dry-run", "Show how everything above 0009 would be taken back."),
        ];

    protected override void DefineSelection(OptionGroup group)
    {
        _count = group.Count("--count <N>", "The newest N versioned migrations (1)");
        _toVersion = group.Version("--to-version <VERSION>", "Everything above this version, which itself stays");
        _name = group.Text("--name <NAME>", "One repeatable migration, by its name");
    }

    protected override void DefineManner(OptionGroup group) =>
        _useStored = group.Flag("--use-stored", "Prefer the rollback stored in the database where it differs from the artifact's");

    protected override Failure? OwnContradiction() =>
        new ValueOption[] { _count, _toVersion, _name }.Count(option => option.IsGiven) > 1
            ? new Failure(FailureKind.Usage, "--count, --to-version and --name exclude each other.")
            : null;

    protected override async Task<(RunReport? Value, Failure? Failure)> RunAsync(Deployment deployment, Session session)
    {
        var options = new RollbackOptions
        {
            Count = _count.Value,
            ToVersion = _toVersion.Value,
            Name = _name.Value,
            UseStored = _useStored.HasValue(),
            DryRun = IsDryRun,
            Resume = Resume,
            ResumeAt = ResumeAt,
        };
        var outcome = await deployment.RollbackAsync(options, session.Cancellation);
        return (outcome.Report, outcome.Failure);
    }
}
