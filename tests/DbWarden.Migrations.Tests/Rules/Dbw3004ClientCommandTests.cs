namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw3004ClientCommandTests : RuleTests
{
    private const string Advice =
        "is a command of the client, which the server does not know; remove it, or write the SQL that it stands for";

    [TestCase(".read x.sql", ".read")]
    [TestCase(".mode csv", ".mode")]
    public void Dot_commands_of_sqlite3_are_reported(string line, string command) => AssertReported(Sqlite, line, command);

    [TestCase("\\connect shop", "\\connect")]
    [TestCase("\\i x.sql", "\\i")]
    [TestCase("\\set a 1", "\\set")]
    public void Backslash_commands_of_psql_are_reported(string line, string command) => AssertReported(PostgreSql, line, command);

    [TestCase("source x.sql", "source")]
    [TestCase("\\. x.sql", "\\.")]
    public void Commands_of_the_mariadb_client_are_reported(string line, string command) =>
        AssertReported(MariaDb, line, command);

    [Test]
    public void The_lines_that_pg_dump_writes_are_passed_over() =>
        AssertFoundIn(PostgreSql, "-- upgrade\n\\restrict abc\nSELECT 1;\n\\unrestrict abc\n-- rollback\nSELECT 1;");

    private static void AssertReported(ValidationSettings settings, string line, string command) =>
        AssertFoundIn(
            settings,
            $"-- upgrade\n{line}\nSELECT 1;\n-- rollback\nSELECT 1;",
            $"(2,1,2,{command.Length + 1}): error DBW3004: '{command}' {Advice}"
        );
}
