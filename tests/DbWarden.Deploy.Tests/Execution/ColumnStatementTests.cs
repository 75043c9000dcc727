using System.Text;
using DbWarden.Deploy.Execution;

namespace DbWarden.Deploy.Tests.Execution;

/// <summary>Which ALTER TABLE the catalog can be asked about.</summary>
public sealed class ColumnStatementTests
{
    [TestCase("ALTER TABLE t ADD COLUMN c INT", "add t c")]
    [TestCase("alter table s.t add c decimal(10, 2) not null default 0", "add s.t c")]
    [TestCase("ALTER TABLE ONLY `my t` ADD `constraint` INT", "add my t constraint")]
    [TestCase("ALTER TABLE t DROP COLUMN c CASCADE", "drop t c")]
    [TestCase("ALTER TABLE t DROP c, ALGORITHM=INPLACE, LOCK=NONE", "drop t c")]
    [TestCase("ALTER TABLE t ADD COLUMN c VARCHAR(9) DEFAULT 'a, b' AFTER id", "add t c")]
    [TestCase("ALTER TABLE t ADD COLUMN c INT, ADD COLUMN d INT", null)]
    [TestCase("ALTER TABLE t ADD COLUMN c INT, RENAME TO u", null)]
    [TestCase("ALTER TABLE t ADD COLUMN IF NOT EXISTS c INT", null)]
    [TestCase("ALTER TABLE IF EXISTS t DROP COLUMN c", null)]
    [TestCase("ALTER TABLE t DROP COLUMN IF EXISTS c", null)]
    [TestCase("ALTER TABLE t ADD (c INT, d INT)", null)]
    [TestCase("ALTER TABLE t ADD INDEX i (c)", null)]
    [TestCase("ALTER TABLE t DROP PRIMARY KEY", null)]
    [TestCase("ALTER TABLE t ALTER COLUMN c SET DEFAULT 1", null)]
    [TestCase("ALTER TABLE t ADD", null)]
    [TestCase("ALTER VIEW t ADD COLUMN c INT", null)]
    public void One_column_added_or_dropped_can_be_looked_up(string statement, string? expected)
    {
        var found = ColumnStatement.Of(StatementWord.Read(Encoding.UTF8.GetBytes(statement)));

        Assert.That(found is null ? null : Describe(found), Is.EqualTo(expected));
    }

    private static string Describe(CatalogStatement statement) =>
        $"{(statement.Creates ? "add" : "drop")} {string.Join('.', statement.Table!.Select(word => word.Text))} {statement.Name[0].Text}";
}
