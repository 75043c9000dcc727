using DbWarden.Deploy;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;
using DbWarden.Tool.Syntax;

namespace DbWarden.Tool.Commands;

/// <summary>Takes applied migrations back.</summary>
internal sealed class RollbackCommand() : TakeBackCommand("rollback", "Takes back what was applied, the newest first")
{
    private ValueOption<int?> _count = null!;
    private ValueOption<MigrationVersion?> _toVersion = null!;
    private ValueOption<string?> _name = null!;

    public override string Explanation =>
        "Runs the rollback that the artifact has for a migration, and for one that it does not know the rollback that was stored in the database when it "
        + "was applied. A migration that is declared irreversible stops the run before anything is executed.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden rollback", "Take back the newest migration."),
            new("dbwarden rollback --to-version 0009 --dry-run", "Show how everything above 0009 would be taken back."),
        ];

    protected override string ResumeMeaning => "Go on with the rollback that stopped half way, and do nothing else";

    protected override void DefineSelection(OptionGroup group)
    {
        _count = group.Count("--count <N>", "The newest N versioned migrations (1)");
        _toVersion = group.Version("--to-version <VERSION>", "Everything above this version, which itself stays; 0 for all");
        _name = group.Text("--name <NAME>", "One repeatable migration, by its name");
    }

    protected override Failure? OwnContradiction()
    {
        var given = new ValueOption[] { _count, _toVersion, _name }.Count(option => option.IsGiven);
        if (given > 1)
            return new Failure(FailureKind.Usage, "--count, --to-version and --name exclude each other.");
        if (given > 0 && Resumes)
            return new Failure(
                FailureKind.Usage,
                "Resuming goes on with the rollback that stopped half way, and with no other; leave out what else to roll back."
            );
        return CommonContradiction();
    }

    protected override RollbackOptions Select(RollbackOptions options) =>
        options with
        {
            Count = _count.Value,
            ToVersion = _toVersion.Value,
            Name = _name.Value,
        };
}
