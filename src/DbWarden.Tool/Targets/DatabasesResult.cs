using System.Text.Json;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;

namespace DbWarden.Tool.Targets;

/// <summary>The result of a command on one or more databases.</summary>
internal sealed class DatabasesResult<T>(DatabaseCommand<T> command, DatabaseOutcomes<T> outcomes) : CommandResult
    where T : class
{
    public override Failure? Failure => outcomes.Failure;

    /// <summary>Each database's failure has been shown when it happened; what is left is that some failed.</summary>
    public override Failure? FailureToShow => outcomes.AreSeveral ? Failure : null;

    public override int ExitCode =>
        Failure is null ? command.ExitCodeOf(outcomes.Databases.Select(database => database.Value!)) : ExitCodes.Of(Failure.Kind);

    public override void WriteText(Terminal terminal)
    {
        foreach (var database in outcomes.Databases)
        {
            if (database.Value is not null)
                command.WriteText(terminal.Results, database.Name, database.Value, database.Failure is null);
        }

        if (outcomes.AreSeveral)
            WriteSummary(terminal.Results);
    }

    public override void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject("artifact");
        json.WriteString("name", outcomes.Artifact.Name);
        json.WriteString("version", outcomes.Artifact.Version);
        json.WriteString("path", outcomes.Artifact.Path);
        json.WriteEndObject();
        json.WriteStartArray("databases");
        foreach (var database in outcomes.Databases)
        {
            json.WriteStartObject();
            json.WriteString("database", database.Name);
            json.WriteString("engine", database.Engine);
            json.WriteString("connection", database.Connection);
            JsonOutput.WriteFailure(json, "failure", database.Failure);
            if (database.Value is not null)
                command.WriteJson(json, database.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        JsonOutput.WriteStrings(json, "notRun", outcomes.NotRun);
    }

    private void WriteSummary(OutputChannel channel)
    {
        var table = new ResultTable(new("Database"), new("Outcome"), new("What", Folds: true));
        foreach (var database in outcomes.Databases)
        {
            var failed = database.Failure is not null;
            table.AddRow(
                database.Name,
                failed ? "failed".Bad() : "done".Good(),
                VisibleText.OneLine(failed ? database.Failure!.Message : command.Summarize(database.Value!))
            );
        }

        foreach (var name in outcomes.NotRun)
            table.AddRow(name, "not tried".Warning(), "");
        table.Write(channel);
    }
}
