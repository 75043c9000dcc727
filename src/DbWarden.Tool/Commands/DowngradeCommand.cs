using DbWarden.Deploy;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;
using DbWarden.Tool.Syntax;

namespace DbWarden.Tool.Commands;

/// <summary>Takes back everything above a version.</summary>
internal sealed class DowngradeCommand()
    : TakeBackCommand("downgrade", "Takes back everything above a version, which itself stays")
{
    private ValueOption<MigrationVersion?> _to = null!;

    public override string Explanation =>
        "For the release before: it takes back the migrations of a newer release that it has never seen, with the rollbacks that were stored in the database "
        + "when they were applied. The same as rollback --to-version.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden downgrade --to 0012 --dry-run", "Show the SQL that would take back everything above 0012."),
            new(
                "dbwarden downgrade --to 0012 --artifact release-1/Shop.dll",
                "Bring the schema back to that of an older release."
            ),
        ];

    protected override string ResumeMeaning => "First go on with the rollback that stopped half way";

    protected override void DefineSelection(OptionGroup group) =>
        _to = group.Version("--to <VERSION>", "The version that stays; 0 takes back everything");

    protected override Failure? OwnContradiction() =>
        _to.IsGiven ? CommonContradiction() : new Failure(FailureKind.Usage, "Name the version that stays: --to VERSION");

    protected override RollbackOptions Select(RollbackOptions options) => options with { ToVersion = _to.Value };
}
