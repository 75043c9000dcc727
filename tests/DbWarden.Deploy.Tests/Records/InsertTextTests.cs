using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Tests.Records;

/// <summary>The text of an INSERT is kept for rows of the same form, and for no others.</summary>
public sealed class InsertTextTests
{
    private static readonly EngineSql Sql = DatabaseEngine.Find("sqlite")!.Sql;

    [Test]
    public void Rows_of_one_form_share_their_text_and_keep_their_values()
    {
        var insert = new InsertText(Sql, "t");
        var first = insert.Of([("a", "x"), ("b", new ServerExpression("now")), ("c", 1)]);
        var second = insert.Of([("a", null), ("b", new ServerExpression("now")), ("c", 2L)]);

        Assert.That(first.Sql, Is.EqualTo("INSERT INTO t (a, b, c) VALUES ($p1, now, $p2)"));
        Assert.That(second.Sql, Is.SameAs(first.Sql));
        Assert.That(first.Values, Is.EqualTo(new object[] { "x", 1L }));
        Assert.That(second.Values, Is.EqualTo(new object?[] { null, 2L }));
    }

    [Test]
    public void A_row_of_another_form_has_a_text_of_its_own()
    {
        var insert = new InsertText(Sql, "t");
        insert.Of([("a", 1), ("b", new ServerExpression("now"))]);

        Assert.That(insert.Of([("a", 1), ("b", 2)]).Sql, Is.EqualTo("INSERT INTO t (a, b) VALUES ($p1, $p2)"));
        Assert.That(insert.Of([("a", 1), ("c", 2)]).Sql, Is.EqualTo("INSERT INTO t (a, c) VALUES ($p1, $p2)"));
        Assert.That(insert.Of([("a", 1)]).Sql, Is.EqualTo("INSERT INTO t (a) VALUES ($p1)"));
        Assert.That(insert.Of([("a", new ServerExpression("later"))]).Sql, Is.EqualTo("INSERT INTO t (a) VALUES (later)"));
    }

    [Test]
    public void What_the_server_computes_from_values_is_written_anew_each_time()
    {
        var insert = new InsertText(Sql, "t");
        foreach (var name in (string[])["x", "y"])
        {
            var query = insert.Of([("a", (FormattableString)$"f({name})"), ("b", 1)]);
            Assert.That(query.Sql, Is.EqualTo("INSERT INTO t (a, b) VALUES (f($p1), $p2)"));
            Assert.That(query.Values, Is.EqualTo(new object[] { name, 1L }));
        }
    }
}
