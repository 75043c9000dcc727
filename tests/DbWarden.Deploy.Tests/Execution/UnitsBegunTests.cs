using System.Text;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Databases.MySql;
using DbWarden.Deploy.Execution;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Tests.Execution;

/// <summary>How many units one write of the journal begins.</summary>
public sealed class UnitsBegunTests
{
    [TestCase(2, "CREATE TABLE a (id INT)", "CREATE INDEX i ON a (id)", "INSERT INTO a VALUES (1)")]
    [TestCase(
        4,
        "CREATE TABLE a (id INT)",
        "CREATE TABLE b (id INT)",
        "CREATE VIEW v AS SELECT 1",
        "CREATE PROCEDURE p() SELECT 1"
    )]
    [TestCase(3, "CREATE TABLE a (id INT)", "ALTER TABLE a ADD COLUMN c INT", "ALTER TABLE A ADD COLUMN d INT")]
    [TestCase(1, "CREATE INDEX i ON old (id)", "CREATE INDEX j ON old (id)", Description = "A table in use may keep it waiting.")]
    [TestCase(2, "CREATE INDEX i ON old (id)", "CREATE TABLE a (id INT)", "CREATE INDEX j ON old (id)")]
    [TestCase(1, "CREATE TABLE a (id INT)", "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.id = 1")]
    [TestCase(1, "DROP TABLE a", "CREATE TABLE a (id INT)", Description = "If a is there afterwards, either may be so.")]
    [TestCase(1, "CREATE TABLE a (id INT)", "DROP TABLE a")]
    [TestCase(1, "CREATE TABLE a (id INT)", "CREATE VIEW A AS SELECT 1", Description = "Tables and views share their names.")]
    [TestCase(1, "CREATE TABLE é (id INT)", "CREATE TABLE e (id INT)", Description = "The catalog takes them for the same.")]
    [TestCase(1, "CREATE TABLE s.a (id INT)", "CREATE TABLE a (id INT)", Description = "They may be the same.")]
    [TestCase(1, "CREATE TABLE a (id INT)", "CREATE TABLE s.a (id INT)", "CREATE TABLE b (id INT)")]
    [TestCase(1, "CREATE TABLE a (id INT)", "CREATE TABLE IF NOT EXISTS b (id INT)", "CREATE TABLE c (id INT)")]
    [TestCase(1, "CREATE TABLE a (id INT)", "SET @x = 1", "CREATE TABLE b (id INT)")]
    [TestCase(1, "CREATE TABLE a (id INT)", "BEGIN", "CREATE TABLE b (id INT)")]
    [TestCase(0, "ALTER TABLE a RENAME TO b", "CREATE TABLE c (id INT)")]
    [TestCase(0, "INSERT INTO a VALUES (1)", "CREATE TABLE c (id INT)")]
    public void On_MariaDB_it_begins_what_the_catalog_tells_apart_afterwards(int expected, params string[] statements) =>
        Assert.That(Count("mariadb", new MySqlSql(), statements), Is.EqualTo(expected));

    [Test]
    public void A_long_row_of_them_is_begun_in_parts() =>
        Assert.That(
            Count("mariadb", new MySqlSql(), [.. Enumerable.Range(0, 100).Select(number => $"CREATE TABLE t{number} (id INT)")]),
            Is.EqualTo(32)
        );

    [TestCase("postgresql")]
    [TestCase("sqlite")]
    public void Where_a_unit_is_not_fenced_by_its_own_packet_each_is_begun_by_a_write(string engine) =>
        Assert.That(
            Count(engine, DatabaseEngine.Find(engine)!.Sql, ["CREATE TABLE a (id INT)", "CREATE TABLE b (id INT)"]),
            Is.EqualTo(1)
        );

    [Test]
    public void In_a_cluster_the_write_is_the_fence() =>
        Assert.That(Count("mariadb", new GaleraSql(), ["CREATE TABLE a (id INT)", "CREATE TABLE b (id INT)"]), Is.EqualTo(1));

    private static int Count(string engine, EngineSql sql, string[] statements)
    {
        var text = $"-- upgrade\n{string.Join(";\n", statements)};\n-- rollback\nSELECT 1;\n";
        var script = MigrationScript.Parse(Encoding.UTF8.GetBytes(text), Dialect.Find(engine)!);
        return UnitsBegun.From(new UnitCursor(script.Upgrade!), sql).Count;
    }
}
