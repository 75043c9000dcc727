using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Scripting;

namespace DbWarden.Deploy.Databases.Sqlite;

/// <summary>A script for the <c>sqlite3</c> shell.</summary>
internal sealed class SqliteScript : ClientScript
{
    private const string Violations = "temp.dbwarden_violations";

    public override string Usage => "sqlite3 DATABASE < FILE";

    public override IReadOnlyList<string> Opening => [".bail on", ".timeout 30000", "PRAGMA foreign_keys = ON;"];

    public override string Begin => "BEGIN IMMEDIATE";

    public override string CurrentUser => "'sqlite3@script'";

    public override IReadOnlyList<string> NewSession => [];

    public override string RowList => "VALUES ";

    public override (
        IReadOnlyList<string> Before,
        IReadOnlyList<string> Within,
        IReadOnlyList<string> After
    ) WithoutForeignKeys =>
        (
            ["PRAGMA foreign_keys = OFF;", $"CREATE TABLE {Violations} AS SELECT * FROM pragma_foreign_key_check;"],
            [
                Require(
                    $"NOT EXISTS (SELECT * FROM pragma_foreign_key_check EXCEPT SELECT * FROM {Violations})",
                    "The migration leaves rows whose foreign keys point nowhere."
                ),
            ],
            [$"DROP TABLE {Violations};", "PRAGMA foreign_keys = ON;"]
        );

    /// <summary>The shell has no way back to the first state of its connection.</summary>
    public override ScriptObstacle? Obstacle(SectionSurvey survey) =>
        survey.SessionChange is { } statement
            ? new ScriptObstacle(
                "changes its session, and the sqlite3 shell cannot give the next migration a fresh one.",
                statement
            )
            : null;

    /// <summary>SQLite raises errors of its own only in triggers; a constraint that fails is told by its name.</summary>
    public override string Require(string condition, string otherwise) =>
        $"""
            CREATE TABLE temp.dbwarden_check (holds INTEGER, CONSTRAINT "{otherwise}" CHECK (holds));
            INSERT INTO temp.dbwarden_check VALUES ({condition});
            DROP TABLE temp.dbwarden_check;
            """;

    protected override string Text(string text) => Quoted(text);
}
