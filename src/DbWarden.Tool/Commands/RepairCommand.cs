using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>Makes the records say what somebody has mended by hand.</summary>
internal sealed class RepairCommand() : DatabaseCommand<RepairReport>("repair", "Makes the records say what was mended by hand")
{
    private ValueOption<string?> _markApplied = null!;
    private ValueOption<string?> _markPending = null!;
    private CommandOption _acceptChecksums = null!;

    public override string Explanation =>
        "Changes records only, and runs no migration. Shows the change and asks first; in a script, --yes says that it is meant.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden repair --mark-applied 0012", "Version 0012 has been finished by hand."),
            new("dbwarden repair --accept-checksums --yes", "Applied files have changed only in comments or layout."),
        ];

    public override void WriteText(OutputChannel channel, string database, RepairReport value, bool isComplete)
    {
        channel.WriteLine($"{database}: {Summarize(value)}");
        foreach (var change in value.Changes)
            channel.WriteLine("  ", VisibleText.OneLine(change));
    }

    public override string Summarize(RepairReport value) =>
        value.Changes.Count == 0 ? "nothing to change" : Counts.Of(value.Changes.Count, "record") + " changed";

    public override void WriteJson(Utf8JsonWriter json, RepairReport value) =>
        JsonOutput.WriteStrings(json, "changes", value.Changes);

    protected override void DefineOwn(CommandSyntax syntax)
    {
        var group = syntax.Group("What is so");
        _markApplied = group.Text(
            "--mark-applied <VERSION>",
            "This version, or the repeatable of this name, is there as a whole"
        );
        _markPending = group.Text(
            "--mark-pending <VERSION>",
            "Nothing of this version, or of the repeatable of this name, is there"
        );
        _acceptChecksums = group.Flag(
            "--accept-checksums",
            "Applied files that have changed since are as good as what was applied"
        );
    }

    protected override Failure? OwnContradiction()
    {
        var given = new[] { _markApplied.IsGiven, _markPending.IsGiven, _acceptChecksums.HasValue() }.Count(isGiven => isGiven);
        return given == 1
            ? null
            : new Failure(FailureKind.Usage, "Give one of --mark-applied, --mark-pending and --accept-checksums.");
    }

    protected override async Task<(RepairReport? Value, Failure? Failure)> RunAsync(Deployment deployment, Session session)
    {
        var options = new RepairOptions
        {
            MarkApplied = _markApplied.Value,
            MarkPending = _markPending.Value,
            AcceptChecksums = _acceptChecksums.HasValue(),
        };
        var plan = await deployment.RepairAsync(options with { DryRun = true }, session.Cancellation);
        if (!plan.IsSuccess || plan.Value.Changes.Count == 0)
            return (plan.Value, plan.Failure);
        if (!session.SaysYes)
        {
            foreach (var change in plan.Value.Changes)
                session.Terminal.Messages.WriteLine("  ", VisibleText.OneLine(session.Secrets.Scrub(change)));
        }

        var answer = await session.ConfirmAsync("Change this in the records?");
        if (answer != true)
            return (null, Unconfirmed(answer, session.Terminal.IsJson ? plan.Value.Changes : []));
        var done = await deployment.RepairAsync(options, session.Cancellation);
        return (done.Value, done.Failure);
    }

    private Failure Unconfirmed(bool? answer, IReadOnlyList<string> changes) =>
        new(FailureKind.Usage, answer is null ? "Repairing needs --yes where nobody can be asked." : "Not confirmed.")
        {
            Details = changes,
            State = "Nothing was changed.",
            Next = [$"If the records are to say so: dotnet dbwarden repair {AsTyped()} --yes"],
        };

    private string AsTyped() =>
        _markApplied.Value is { } applied ? $"{_markApplied.Name} {Shell.Quote(applied)}"
        : _markPending.Value is { } pending ? $"{_markPending.Name} {Shell.Quote(pending)}"
        : "--" + _acceptChecksums.LongName;
}
