using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>Compares the artifact with the database.</summary>
internal sealed class StatusCommand() : DatabaseCommand<StatusReport>("status", "Shows what is applied and what is pending")
{
    private CommandOption _exitCode = null!;

    public override string Explanation =>
        "Also what failed, what changed after it was applied (drifted), and what the artifact does not know. Never writes to the database.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden status", "The database of the project or the assembly in this folder."),
            new("dbwarden status --all --exit-code", "For a script: ends with 10 if any database has something pending."),
        ];

    public override void WriteText(OutputChannel channel, string database, StatusReport value, bool isComplete)
    {
        var table = new ResultTable(
            new("Version"),
            new("Description", Folds: true),
            new("State"),
            new("Applied"),
            new("Took", IsOptional: true),
            new("By", IsOptional: true)
        );
        foreach (var migration in value.Migrations)
        {
            var record = migration.Record;
            table.AddRow(
                VisibleText.OneLine(migration.Version ?? KindWords.Short(migration.Kind)),
                VisibleText.OneLine(migration.Description),
                StateWords.Of(migration.Status),
                record is null ? "" : Times.Text(channel, record.AppliedAt),
                record is null ? "" : Durations.Text(record.Duration),
                record is null ? "" : VisibleText.OneLine(record.AppliedBy)
            );
        }

        channel.WriteLine($"{database}: {Summarize(value)}".Strong());
        if (value.Migrations.Count > 0)
            table.Write(channel);
        foreach (var status in value.Migrations.Select(migration => migration.Status).Distinct())
        {
            if (StateWords.Explain(status) is { } explanation)
                channel.WriteLine(StateWords.Of(status), ": " + explanation);
        }

        foreach (var migration in value.Migrations.Where(migration => migration.Progress is not null))
        {
            channel.WriteLine(VisibleText.OneLine(migration.Progress!).Warning());
            if (migration.Record!.Error is { } error)
                channel.WriteLine("  ", VisibleText.OneLine(error));
        }
    }

    public override string Summarize(StatusReport value) =>
        value.Migrations.Count == 0
            ? "no migrations"
            : string.Join(
                ", ",
                value
                    .Migrations.GroupBy(migration => migration.Status)
                    .Select(group => $"{group.Count()} {StateWords.Of(group.Key).Text}")
            );

    public override int ExitCodeOf(IEnumerable<StatusReport> values) =>
        _exitCode.HasValue() && values.Any(report => report.HasPending) ? ExitCodes.Pending : ExitCodes.Done;

    public override void WriteJson(Utf8JsonWriter json, StatusReport value)
    {
        json.WriteBoolean("pending", value.HasPending);
        json.WriteStartArray("migrations");
        foreach (var migration in value.Migrations)
            StatusJson.Write(json, migration);
        json.WriteEndArray();
    }

    protected override void DefineOwn(CommandSyntax syntax) =>
        _exitCode = syntax
            .Group("What to tell")
            .Flag("--exit-code", "End with 10 if something is pending; what runs always does not count");

    protected override async Task<(StatusReport? Value, Failure? Failure)> RunAsync(Deployment deployment, Session session)
    {
        var status = await deployment.StatusAsync(session.Cancellation);
        return (status.Value, status.Failure);
    }
}
