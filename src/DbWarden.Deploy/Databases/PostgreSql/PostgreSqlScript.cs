using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Scripting;

namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>A script for <c>psql</c>, version 10 or newer.</summary>
internal sealed class PostgreSqlScript : ClientScript
{
    private const string Encoding = "SET client_encoding = 'UTF8';";

    public override string Usage => "psql --file=FILE \"CONNECTION\"";

    // The schema is fixed here, whatever a migration does to the search path.
    public override IReadOnlyList<string> Opening =>
        [@"\set ON_ERROR_STOP on", @"\set QUIET on", Encoding, @"SELECT pg_catalog.current_schema() AS dbwarden_schema \gset"];

    public override string Begin => "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

    public override string CurrentUser => "current_user || '@script'";

    public override IReadOnlyList<string> NewSession => ["DISCARD ALL;", Encoding];

    public override IReadOnlyList<string> EndOfTransaction =>
        [
            "SET CONSTRAINTS ALL IMMEDIATE;",
            .. PostgreSqlReset.InsideTransaction.Select(statement =>
                // A result would be printed; as a variable it is not.
                statement.StartsWith("SELECT", StringComparison.Ordinal)
                    ? statement + @" \gset"
                    : statement + ";"
            ),
            Encoding,
        ];

    public override string Duration => "(extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000)::bigint";

    public override string DefaultQualifier => ":\"dbwarden_schema\".";

    public override string Require(string condition, string otherwise) =>
        $"""
            SELECT coalesce({condition}, false) AS dbwarden_holds \gset
            \if :dbwarden_holds
            \else
            DO $dbwarden$ BEGIN RAISE EXCEPTION USING MESSAGE = {Quoted(otherwise)}; END $dbwarden$;
            \endif
            """;

    public override void Write(ScriptText text, ScriptStatement statement)
    {
        base.Write(text, statement);
        if (!statement.Position.HasData)
            return;
        text.Write(statement.Data.Span);
        text.Line(@"\.");
    }

    // Whatever the server takes a backslash for in a plain string.
    protected override string Text(string text) =>
        text.Contains('\\', StringComparison.Ordinal)
            ? "E" + Quoted(text.Replace(@"\", @"\\", StringComparison.Ordinal))
            : Quoted(text);
}
