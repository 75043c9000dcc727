using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Schemas.Writing;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>Shows one table or view of a live database.</summary>
internal sealed class SnapshotCommand()
    : DatabaseCommand<DatabaseSchema>("snapshot", "Shows one table or view of a live database")
{
    private const int MostNames = 20;
    private CommandArgument _table = null!;

    public override string Explanation => "Its columns, keys, constraints, indexes and triggers. The database is only read.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden snapshot orders", "The table of that name, in whichever schema it lies."),
            new("dbwarden snapshot sales.orders --json", "That of one schema, for a script."),
        ];

    public override void WriteText(OutputChannel channel, string database, DatabaseSchema value, bool isComplete) =>
        SchemaOutput.WriteLines(channel, SchemaText.Write(value));

    public override string Summarize(DatabaseSchema value) =>
        string.Join(", ", value.Tables.Select(table => table.Title).Concat(value.Views.Select(view => view.Title)));

    public override void WriteJson(Utf8JsonWriter json, DatabaseSchema value)
    {
        json.WritePropertyName("schema");
        SchemaDocument.WriteJson(value, json);
    }

    protected override void DefineOwn(CommandSyntax syntax) =>
        _table = syntax.Argument("TABLE", "A table or view, with or without its schema");

    protected override Failure? OwnContradiction() =>
        string.IsNullOrEmpty(_table.Value) ? new Failure(FailureKind.Usage, "Name the table: dbwarden snapshot TABLE") : null;

    protected override async Task<(DatabaseSchema? Value, Failure? Failure)> RunAsync(Deployment deployment, Session session)
    {
        var schema = await deployment.Inspect(scratchConnection: null).ReadAsync(session.Cancellation);
        if (!schema.IsSuccess)
            return (null, schema.Failure);
        return schema.Value.Only(_table.Value!) is { } found ? (found, null) : (null, Unknown(schema.Value));
    }

    private Failure Unknown(DatabaseSchema schema)
    {
        string[] names = [.. schema.Tables.Select(table => table.Title).Concat(schema.Views.Select(view => view.Title))];
        var shown = string.Join(", ", names.Take(MostNames)) + (names.Length > MostNames ? ", …" : "");
        return new Failure(FailureKind.Usage, $"There is no table or view '{_table.Value}'.")
        {
            Details = names.Length == 0 ? ["The database has none."] : ["There are: " + shown],
            Next = ["See all that there is: dotnet dbwarden check-db"],
        };
    }
}
