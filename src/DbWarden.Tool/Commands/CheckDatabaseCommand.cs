using System.Text.Json;
using DbWarden.Deploy;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Schemas.Comparing;
using DbWarden.Deploy.Schemas.Writing;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>What <c>check-db</c> found in one database.</summary>
/// <param name="Schema">What the database looks like; null where it was compared.</param>
/// <param name="Comparison">How it differs from what the artifact makes; null where it was not compared.</param>
/// <param name="Sql">The schema as statements, where they were asked for.</param>
internal sealed record CheckedDatabase(DatabaseSchema? Schema, SchemaComparison? Comparison, string? Sql);

/// <summary>Shows a live schema, or compares it with what the migrations make.</summary>
internal sealed class CheckDatabaseCommand()
    : DatabaseCommand<CheckedDatabase>("check-db", "Shows the schema of a live database, or how it differs from the migrations")
{
    private ValueOption<string?> _format = null!;
    private CommandOption _expect = null!;
    private ValueOption<string?> _scratch = null!;

    public override string Explanation =>
        "Everything is sorted, so that two outputs can be compared with diff. The database is only read; --expect applies the migrations to a scratch "
        + "database, which is removed afterwards.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden check-db --out sql > schema.sql", "The schema as statements that make it again."),
            new(
                "dbwarden check-db --expect",
                "What somebody changed by hand: ends with 6 if the database differs from the migrations."
            ),
        ];

    public override void WriteText(OutputChannel channel, string database, CheckedDatabase value, bool isComplete)
    {
        if (value.Comparison is { } comparison)
        {
            channel.WriteLine($"{database}: {Summarize(value)}".Strong());
            SchemaOutput.WriteLines(channel, ComparisonText.Write(comparison));
            return;
        }

        switch (_format.Value)
        {
            case "yaml":
                SchemaOutput.WriteDocument(channel, "---\n" + SchemaDocument.ToYaml(value.Schema!));
                break;
            case "sql":
                SchemaOutput.WriteDocument(channel, value.Sql!);
                break;
            default:
                if (!value.Schema!.Groups.Any(group => group.Items.Count > 0))
                    channel.WriteLine($"{database}: no objects");
                SchemaOutput.WriteLines(channel, SchemaText.Write(value.Schema!));
                break;
        }
    }

    public override string Summarize(CheckedDatabase value) =>
        value.Comparison is { } comparison
            ? comparison.IsMatch
                ? "as the migrations make it"
                : Counts.Of(comparison.Differences.Count, "difference")
            : Counts.Of(value.Schema!.Groups.Sum(group => group.Items.Count), "object");

    public override void WriteJson(Utf8JsonWriter json, CheckedDatabase value)
    {
        if (value.Comparison is { } comparison)
        {
            ComparisonJson.Write(json, comparison);
            return;
        }

        json.WritePropertyName("schema");
        SchemaDocument.WriteJson(value.Schema!, json);
    }

    protected override void DefineOwn(CommandSyntax syntax)
    {
        var group = syntax.Group("What to show");
        _format = group.Choice(
            Terminal.FormatOption + " <FORMAT>",
            "txt, json, yaml or sql (txt)",
            ["txt", "json", "yaml", "sql"]
        );
        _expect = group.Flag("--expect", "Compare with what the migrations make; end with 6 if it differs");
        _scratch = group.Text("--scratch <CONNECTION>", "The server for the scratch database (that of the database)");
    }

    protected override Failure? OwnContradiction() =>
        _expect.HasValue() && _format.Value is "yaml" or "sql"
            ? new Failure(FailureKind.Usage, "A comparison is written as txt or json.")
            : null;

    protected override async Task<(CheckedDatabase? Value, Failure? Failure)> RunAsync(Deployment deployment, Session session)
    {
        var inspection = deployment.Inspect(_scratch.Value);
        if (!_expect.HasValue())
        {
            var schema = await inspection.ReadAsync(session.Cancellation);
            return schema.IsSuccess
                ? (
                    new CheckedDatabase(schema.Value, null, _format.Value == "sql" ? inspection.WriteSql(schema.Value) : null),
                    null
                )
                : (null, schema.Failure);
        }

        var compared = await inspection.CompareWithArtifactAsync(session.Cancellation);
        if (!compared.IsSuccess)
            return (null, compared.Failure);
        var failure = compared.Value.IsMatch
            ? null
            : new Failure(FailureKind.CheckFailed, "The database is not what its migrations make.")
            {
                State = "Nothing was changed: the migrations ran in a scratch database.",
                Next = ["Write what is meant to stay as a migration, and take the rest back by hand."],
            };
        return (new CheckedDatabase(null, compared.Value, null), failure);
    }
}
