using System.Security.Cryptography;
using System.Text;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Scripting;

/// <summary>
/// Writes what a run would do as one script for the engine's own client: the lease, checks, migrations with the same transactions and
/// journal, and the records, so that the tool can go on where the script ended or failed.
/// </summary>
internal sealed class ScriptWriter
{
    private const string Free = "Another run holds the migration lock; see dbwarden lock-status.";
    private const string Lost = "The migration lock was taken away from this script.";
    private const string Elsewhere = "The database is not at the version where this begins.";
    private const string Newer = "A newer version of dbwarden has been here.";
    private const string Unresolved = "A migration has stopped half way. See dbwarden status.";

    private readonly Artifact _artifact;
    private readonly ArtifactDatabase _database;
    private readonly ScriptPlan _plan;
    private readonly EngineSql _sql;
    private readonly ClientScript _client;
    private readonly ScriptText _text;
    private readonly RecordTables _tables;
    private readonly RecordQueries _queries;
    private readonly LeaseQueries _leases;
    private readonly RecordFactory _factory;
    private readonly string _executionId;

    public ScriptWriter(
        Artifact artifact,
        ArtifactDatabase database,
        DatabaseEngine engine,
        ScriptOptions options,
        ScriptPlan plan,
        TextWriter output
    )
    {
        (_artifact, _database, _plan, _sql, _client) = (artifact, database, plan, engine.Sql, engine.ClientScript);
        _text = new ScriptText(output);
        _tables = new RecordTables(engine.Sql, options.Schema, options.Schema is null ? _client.DefaultQualifier : null);
        _queries = new RecordQueries(_tables, database.Name);
        _leases = new LeaseQueries(_tables, database.Name);
        _factory = new RecordFactory(database.Name, artifact, ScriptExecution.Identity, ScriptExecution.Facts);
        _executionId = IdOf(plan);
    }

    public void Write()
    {
        WriteOpening();
        WriteTables();
        TakeLease();
        for (var i = 0; i < _plan.Migrations.Count; i++)
        {
            var migration = _plan.Migrations[i];
            _text.Line();
            _text.Line(FormattableString.Invariant($"-- {i + 1} of {_plan.Migrations.Count}: {migration.File}"));
            new ScriptedMigration(_sql, _client, _text, _queries, _factory, Inline, Fence).Write(migration);
        }

        _text.Line();
        _text.Line("-- Gives the lock up.");
        _text.Statement($"UPDATE {_tables.Lock} SET execution_id = NULL, migration = NULL, unit = NULL WHERE {IsHeld}");
    }

    private string DatabaseLiteral => _client.Literal(_database.Name);

    private string IsHeld => $"database_name = {DatabaseLiteral} AND execution_id = {_client.Literal(_executionId)}";

    private string Inline(Query query) => _client.Inline(query, _executionId);

    /// <summary>Also tells others that this run is alive: between here and the next fence it has nobody who would.</summary>
    private void Fence()
    {
        _text.Statement($"UPDATE {_tables.Lock} SET heartbeat_at = {_sql.Now} WHERE {IsHeld}");
        _text.Line(_client.Require($"EXISTS (SELECT 1 FROM {_tables.Lock} WHERE {IsHeld})", Lost));
    }

    private void WriteOpening()
    {
        var version = _artifact.Version is null ? "" : " " + _artifact.Version;
        _text.Line(
            $"-- {_database.Name} of {OneLine(_artifact.Name + version)}, written by dbwarden {ScriptExecution.Identity.ToolVersion}."
        );
        _text.Line($"-- Run it with: {_client.Usage}");
        _text.Line(
            "-- It stops at the first error. What was done until then is recorded; 'dbwarden status' shows it, and how to go on."
        );
        _text.Lines(_client.Opening);
    }

    private void WriteTables()
    {
        _text.Line();
        _text.Line("-- The records.");
        foreach (var statement in _tables.CreateStatements)
            _text.Statement(statement);
    }

    private void TakeLease()
    {
        _text.Line();
        _text.Line("-- Takes the lock, if the database is what this script is for.");
        _text.Statement(_client.Begin);
        _text.Statement(
            $"INSERT INTO {_tables.Lock} (database_name, format, fence) SELECT {DatabaseLiteral}, {Format}, 0 "
                + $"WHERE NOT EXISTS (SELECT 1 FROM {_tables.Lock} WHERE database_name = {DatabaseLiteral})"
        );
        _text.Line(
            _client.Require(
                $"EXISTS (SELECT 1 FROM {_tables.Lock} WHERE database_name = {DatabaseLiteral} AND format <= {Format})",
                Newer
            )
        );
        _text.Line(
            _client.Require(
                $"EXISTS (SELECT 1 FROM {_tables.Lock} WHERE database_name = {DatabaseLiteral} AND execution_id IS NULL)",
                Free
            )
        );
        _text.Line(
            _client.Require(
                $"NOT EXISTS (SELECT 1 FROM {_tables.Migrations} WHERE database_name = {DatabaseLiteral} "
                    + $"AND state NOT IN ({_client.Literal(RecordNames.Of(RecordState.Applied))}, {_client.Literal(RecordNames.Of(RecordState.Baseline))}))",
                Unresolved
            )
        );
        var versions =
            $"(SELECT COUNT(*) FROM {_tables.Migrations} WHERE database_name = {DatabaseLiteral} "
            + $"AND kind = {_client.Literal(RecordNames.Of(MigrationKind.Versioned))}";
        _text.Line(_client.Require($"{versions}) = {RowQuery.Literal(_plan.Applied.Count)}", Elsewhere));
        if (_plan.Applied.Count > 0)
            _text.Line(
                _client.Require(
                    $"{versions} AND (identity, upgrade_checksum) IN ({_client.RowList}{string.Join(", ", _plan.Applied.Select(Row))})) = "
                        + RowQuery.Literal(_plan.Applied.Count),
                    Elsewhere
                )
            );
        _text.Statement(
            $"UPDATE {_tables.Lock} SET execution_id = {_client.Literal(_executionId)}, fence = fence + 1, server = NULL, connection_ids = NULL, "
                + $"client_host = 'script', boot_id = NULL, process_id = NULL, process_started = NULL, database_user = {_client.CurrentUser}, "
                + $"tool_version = {_client.Literal(ScriptExecution.Identity.ToolVersion)}, operation = 'script', migration = NULL, unit = NULL, "
                + $"acquired_at = {_sql.Now}, heartbeat_at = {_sql.Now}, ttl_seconds = 60 WHERE database_name = {DatabaseLiteral}"
        );
        _text.Statement("COMMIT");
    }

    private static string Format => RowQuery.Literal(RecordTables.Format);

    private string Row(ArtifactMigration migration) =>
        $"({_client.Literal(migration.Manifest.Name.Identity)}, {_client.Literal(migration.Manifest.UpgradeChecksum)})";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    /// <summary>
    /// The same script has the same id, so that it can be reviewed and compared. Two runs of one script cannot both get past the lock,
    /// and the records' key keeps them from applying a migration twice should the lock be freed under one of them.
    /// </summary>
    private static string IdOf(ScriptPlan plan)
    {
        var parts = plan.Migrations.Select(migration =>
            $"{migration.Direction} {migration.File} {migration.Source!.Manifest.FileChecksum}"
        );
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
        return "script-" + Convert.ToHexStringLower(hash)[..25];
    }
}
