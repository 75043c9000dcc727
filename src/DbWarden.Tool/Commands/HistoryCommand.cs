using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;

namespace DbWarden.Tool.Commands;

/// <summary>Shows what happened to the database.</summary>
internal sealed class HistoryCommand()
    : DatabaseCommand<IReadOnlyList<HistoryEntry>>("history", "Shows everything that happened, the newest last")
{
    private ValueOption<int?> _limit = null!;

    public override string Explanation => "Never writes to the database.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden history --limit 20", "The last twenty entries."),
            new("dbwarden history --database analytics --json", "All of another database, for a script."),
        ];

    public override void WriteText(OutputChannel channel, string database, IReadOnlyList<HistoryEntry> value, bool isComplete)
    {
        channel.WriteLine($"{database}: {Summarize(value)}".Strong());
        if (value.Count == 0)
            return;
        var table = new ResultTable(
            new("When"),
            new("What"),
            new("Version"),
            new("Description", Folds: true),
            new("Outcome"),
            new("Took", IsOptional: true),
            new("By", IsOptional: true)
        );
        foreach (var entry in value)
            table.AddRow(
                Times.Text(channel, entry.At),
                VisibleText.OneLine(entry.Operation),
                VisibleText.OneLine(entry.Version ?? (entry.Kind is { } kind ? KindWords.Short(kind) : "")),
                VisibleText.OneLine(entry.Description ?? ""),
                new Phrase(VisibleText.OneLine(entry.Outcome), entry.Error is null ? Tone.Good : Tone.Bad),
                Durations.Text(entry.Duration),
                VisibleText.OneLine(entry.By)
            );
        table.Write(channel);
        foreach (var entry in value.Where(entry => entry.Error is not null))
            channel.WriteLine(
                $"{Times.Text(channel, entry.At)}  {VisibleText.OneLine(entry.File ?? entry.Operation)}: ".Bad(),
                VisibleText.OneLine(entry.Error!)
            );
    }

    public override string Summarize(IReadOnlyList<HistoryEntry> value) =>
        value.Count == 0 ? "nothing has happened yet"
        : value.Count == 1 ? "1 entry"
        : $"{value.Count} entries";

    public override void WriteJson(Utf8JsonWriter json, IReadOnlyList<HistoryEntry> value)
    {
        json.WriteStartArray("entries");
        foreach (var entry in value)
            HistoryJson.Write(json, entry);
        json.WriteEndArray();
    }

    protected override void DefineOwn(CommandSyntax syntax) =>
        _limit = syntax.Group("What to show").Count("--limit <N>", "Only the newest N entries");

    protected override async Task<(IReadOnlyList<HistoryEntry>? Value, Failure? Failure)> RunAsync(
        Deployment deployment,
        Session session
    )
    {
        var history = await deployment.HistoryAsync(_limit.Value, session.Cancellation);
        return (history.Value, history.Failure);
    }
}
