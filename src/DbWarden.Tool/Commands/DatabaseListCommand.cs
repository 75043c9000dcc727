using System.Globalization;
using System.Text.Json;
using DbWarden.Deploy.Artifacts;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;

namespace DbWarden.Tool.Commands;

/// <summary>Shows what an artifact carries, and where each of its databases would be looked for.</summary>
internal sealed class DatabaseListCommand()
    : ConfigurationCommand("database list", "Shows the databases of an artifact and how each would be reached")
{
    public override string Explanation => "Connects to none of them.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden database list", "What is in this release, and which connections its deploy would take."),
            new("dbwarden database list --artifact Shop.1.4.0.nupkg --json", "The same of a package, for a script."),
        ];

    protected override CommandResult Show(Session session, Artifact artifact, IReadOnlyList<ConfiguredDatabase> databases) =>
        new ListResult(databases);

    private sealed class ListResult(IReadOnlyList<ConfiguredDatabase> databases) : CommandResult
    {
        public override void WriteText(Terminal terminal)
        {
            var table = new ResultTable(
                new("Database"),
                new("Engine"),
                new("Migrations"),
                new("Connection", Folds: true),
                new("From", Folds: true)
            );
            foreach (var database in databases)
            {
                table.AddRow(
                    database.Name,
                    database.Engine,
                    database.Migrations.ToString(CultureInfo.InvariantCulture),
                    database.Connection is { } connection
                        ? VisibleText.OneLine(connection)
                        : VisibleText.OneLine(database.Problem!).Warning(),
                    VisibleText.OneLine(database.Source ?? "")
                );
            }

            table.Write(terminal.Results);
        }

        public override void WriteJson(Utf8JsonWriter json)
        {
            json.WriteStartArray("databases");
            foreach (var database in databases)
            {
                json.WriteStartObject();
                json.WriteString("database", database.Name);
                json.WriteString("engine", database.Engine);
                json.WriteNumber("migrations", database.Migrations);
                json.WriteString("connection", database.Connection);
                json.WriteString("source", database.Source);
                json.WriteString("problem", database.Problem);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
