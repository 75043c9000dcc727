using System.Globalization;
using System.Text.Json;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Scripting;
using DbWarden.Migrations.Naming;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>Writes one SQL file for the database's own client.</summary>
internal sealed class ScriptCommand()
    : ArtifactCommand("script", "Writes one SQL file that does what migrate would, for a DBA to run")
{
    private ValueOption<string?> _database = null!;
    private ValueOption<MigrationVersion?> _from = null!;
    private ValueOption<MigrationVersion?> _to = null!;
    private CommandOption _rollback = null!;

    public override string Explanation =>
        "The file is for psql, mariadb or sqlite3. It takes the lock, makes sure that the database has exactly the versions up to --from, and keeps the records, so "
        + "that the tool can go on where it ended or failed. Connects to no database.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden script --from 0011 > upgrade.sql", "What a database at version 0011 lacks, repeatables included."),
            new("dbwarden script --rollback --from 0014 --to 0011 > rollback.sql", "The way back."),
        ];

    protected override void DefineOwn(CommandSyntax syntax)
    {
        var group = syntax.Group("What to write");
        _from = group.Version("--from <VERSION>", "The newest version that the database has (none; with --rollback the newest)");
        _to = group.Version(
            "--to <VERSION>",
            "The newest version that it is to have (everything; with --rollback all but the newest); 0 is before the first"
        );
        _rollback = group.Flag("--rollback", "Take back what is above --to, the newest first");
        _database = group.DatabaseName("The database that it is for (the only one, or primary)");
    }

    protected override Failure? OwnContradiction() =>
        UsageRules.FirstBroken(
            (
                !_rollback.HasValue() && _from.Value is { } from && _to.Value is { } to && to <= from,
                "--to must be above --from; the way back is written with --rollback."
            ),
            (
                _rollback.HasValue() && _from.Value is { } newest && _to.Value is { } stays && stays >= newest,
                "With --rollback, --to must be below --from."
            )
        );

    protected override CommandResult Show(Session session, Artifact artifact)
    {
        var database = ArtifactDatabases.Choose(artifact, _database.Value);
        if (!database.IsSuccess)
            return new FailedResult(database.Failure);
        var settings = DeploymentSettings.Read(session.Environment, artifact);
        if (!settings.IsSuccess)
            return new FailedResult(settings.Failure);
        var options = new ScriptOptions
        {
            From = _from.Value,
            To = _to.Value,
            Rollback = _rollback.HasValue(),
            Schema = settings.Value.Schema,
        };
        var script = MigrationScriptFile.Plan(artifact, database.Value, options);
        return script.IsSuccess ? new ScriptResult(database.Value, script.Value) : new FailedResult(script.Failure);
    }

    private sealed class ScriptResult(ArtifactDatabase database, MigrationScriptFile script) : CommandResult
    {
        public override void WriteText(Terminal terminal)
        {
            script.Write(terminal.Results.Writer);
            terminal.Results.Writer.Flush();
        }

        public override void WriteJson(Utf8JsonWriter json)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            script.Write(text);
            json.WriteString("database", database.Name);
            json.WriteString("engine", database.Engine);
            json.WriteNumber("migrations", script.Migrations);
            json.WriteString("script", text.ToString());
        }
    }
}
