using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Schemas.Comparing;
using DbWarden.Deploy.Schemas.Verification;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;

namespace DbWarden.Tool.Commands;

/// <summary>Runs every rollback before it is needed.</summary>
internal sealed class VerifyCommand()
    : DatabaseCommand<VerificationReport>("verify", "Runs every rollback in a scratch database, and shows what it does not undo")
{
    private ValueOption<string?> _scratch = null!;

    public override string Explanation =>
        "Each migration is applied, rolled back and applied again; the schema afterwards must be the one before. The database itself is not touched: a "
        + "scratch database is made beside it, or on the server of --scratch, and removed afterwards. Ends with 6 if something is wrong.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden verify", "All migrations of the project in this folder."),
            new(
                "dbwarden verify --scratch \"Host=localhost;Username=ci\"",
                "On another server of the same kind, such as one that CI throws away."
            ),
        ];

    public override void WriteText(OutputChannel channel, string database, VerificationReport value, bool isComplete)
    {
        channel.WriteLine($"{database}: {Summarize(value)}".Strong());
        foreach (var check in value.Checks)
            WriteCheck(channel, check);
        foreach (var file in value.NotRun)
            channel.WriteLine("not tried ".Warning(), VisibleText.OneLine(file));
    }

    public override string Summarize(VerificationReport value)
    {
        var wrong = value.Checks.Count(check => !check.IsGood);
        return wrong == 0
            ? $"{Counts.Of(value.Checks.Count, "migration")} tried, nothing wrong"
            : $"{wrong} of {Counts.Of(value.Checks.Count, "migration")} wrong";
    }

    public override void WriteJson(Utf8JsonWriter json, VerificationReport value)
    {
        json.WriteStartArray("migrations");
        foreach (var check in value.Checks)
        {
            json.WriteStartObject();
            json.WriteString("file", check.File);
            json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(check.Outcome.ToString()));
            JsonOutput.WriteFailure(json, "failure", check.Failure);
            if (check.Comparison is not null)
                ComparisonJson.Write(json, check.Comparison);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        JsonOutput.WriteStrings(json, "notTried", value.NotRun);
    }

    protected override void DefineOwn(CommandSyntax syntax) =>
        _scratch = syntax
            .Group("Where to try")
            .Text("--scratch <CONNECTION>", "The server for the scratch database (that of the database)");

    protected override async Task<(VerificationReport? Value, Failure? Failure)> RunAsync(Deployment deployment, Session session)
    {
        var report = await deployment.Inspect(_scratch.Value).VerifyAsync(static _ => { }, session.Cancellation);
        if (!report.IsSuccess)
            return (null, report.Failure);
        return (
            report.Value,
            report.Value.IsGood ? null : new Failure(FailureKind.CheckFailed, "Not every rollback undoes what its upgrade does.")
        );
    }

    private static void WriteCheck(OutputChannel channel, RollbackCheck check)
    {
        var (word, meaning) = check.Outcome switch
        {
            CheckOutcome.Passed => ("passed    ".Good(), ""),
            CheckOutcome.NotReversible => ("one way   ".Faint(), ": has no rollback"),
            CheckOutcome.UpgradeFailed => ("wrong     ".Bad(), ": the upgrade fails"),
            CheckOutcome.RollbackFailed => ("wrong     ".Bad(), ": the rollback fails"),
            CheckOutcome.RollbackDiffers => ("wrong     ".Bad(), ": the rollback leaves another schema than before the upgrade"),
            CheckOutcome.SecondUpgradeFailed => ("wrong     ".Bad(), ": the upgrade fails after the rollback"),
            _ => ("wrong     ".Bad(), ": the second upgrade makes another schema than the first"),
        };
        channel.WriteLine(word, VisibleText.OneLine(check.File) + meaning);
        if (check.Failure is { } failure)
            SchemaOutput.WriteLines(
                channel,
                Indent(string.Join('\n', [$"{failure.Location} {failure.Message}".Trim(), .. failure.Details]))
            );
        if (check.Comparison is { } comparison)
            SchemaOutput.WriteLines(channel, Indent(Difference(check.Outcome, comparison)));
    }

    private static string Difference(CheckOutcome outcome, SchemaComparison comparison) =>
        outcome == CheckOutcome.SecondUpgradeDiffers
            ? ComparisonText.Write(comparison, "first", "second")
            : ComparisonText.Write(comparison, "before", "after the rollback");

    private static string Indent(string text) =>
        text.Length == 0 ? "" : "    " + text.TrimEnd('\n').Replace("\n", "\n    ", StringComparison.Ordinal);
}
