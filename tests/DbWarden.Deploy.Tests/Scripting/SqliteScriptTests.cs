using DbWarden.Deploy.Results;
using DbWarden.Deploy.Scripting;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.Deploy.Tests.Oracle;

namespace DbWarden.Deploy.Tests.Scripting;

[TestFixture]
public sealed class SqliteScriptTests : ScriptTests<SqliteTestEngine>
{
    protected override (string File, string Text)[] Everything =>
        [
            (
                "V__1_tables.sql",
                """
                -- upgrade
                CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
                CREATE TABLE part (id INTEGER PRIMARY KEY, item INTEGER REFERENCES item (id));
                INSERT INTO item VALUES (1, 'back\slash; ''quoted'''), (2, 'zwei ä
                .quit
                ');
                INSERT INTO part VALUES (1, 1);
                CREATE TRIGGER item_log AFTER INSERT ON item BEGIN
                    UPDATE item SET name = new.name || ';' WHERE id = new.id;
                END;
                INSERT INTO item VALUES (3, 'three') -- no semicolon behind a comment
                ;
                -- rollback
                DROP TABLE part;
                DROP TABLE item;
                """
            ),
            (
                "V__2_rebuild.sql",
                """
                -- dbwarden: foreign-keys off
                -- upgrade
                CREATE TABLE item_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT);
                INSERT INTO item_new (id, name) SELECT id, name FROM item;
                DROP TABLE item;
                ALTER TABLE item_new RENAME TO item;
                -- rollback
                ALTER TABLE item DROP COLUMN note;
                """
            ),
            (
                "ROC__names.sql",
                "-- upgrade\nDROP VIEW IF EXISTS names;\nCREATE VIEW names AS SELECT name FROM item;\n-- rollback\nDROP VIEW names;\n"
            ),
        ];

    private protected override EngineClient OpenClient() => new SqliteClient();

    [Test]
    public void A_file_that_changes_its_session_is_left_to_the_tool()
    {
        var file = (
            "V__1_a.sql",
            "-- upgrade\nCREATE TABLE a (id INT);\nPRAGMA recursive_triggers = ON;\n-- rollback\nDROP TABLE a;\n"
        );
        var plan = Plan(Artifact(file), new ScriptOptions());
        Assert.That(plan.Failure?.Kind, Is.EqualTo(FailureKind.Refused));
        Assert.That(Account(plan.Failure), Does.Contain("V__1_a.sql(3,1)").And.Contain("changes its session"));
    }

    [TestCase("CREATE TABLE a (id INT);\nCOMMIT;", "V__1_a.sql(3,1)", "'COMMIT' would end the transaction")]
    [TestCase("INSERT INTO a VALUES ('x);", "V__1_a.sql(2,", "cannot be read as SQL")]
    public void What_the_tool_would_not_run_is_not_written(string upgrade, string place, string expected)
    {
        var plan = Plan(Artifact(("V__1_a.sql", $"-- upgrade\n{upgrade}\n")), new ScriptOptions());
        Assert.That(plan.Failure?.Kind, Is.EqualTo(FailureKind.Refused));
        Assert.That(Account(plan.Failure), Does.Contain(place).And.Contain(expected));
    }

    [TestCase("-- dbwarden: irreversible gone is gone\n-- upgrade\nDELETE FROM a;\n", "gone is gone")]
    [TestCase("-- upgrade\nDELETE FROM a;\n", "has no rollback")]
    public void There_is_no_script_back_without_a_rollback(string text, string expected)
    {
        var plan = Plan(Artifact(("V__1_a.sql", text)), new ScriptOptions { Rollback = true });
        Assert.That(plan.Failure?.Kind, Is.EqualTo(FailureKind.Refused));
        Assert.That(plan.Failure!.Message, Does.Contain(expected));
    }

    [Test]
    public void A_version_that_is_not_there_is_named()
    {
        var file = ("V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n");
        var plan = Plan(Artifact(file), new ScriptOptions { From = Version("7") });
        Assert.That(Account(plan.Failure), Does.Contain("--from 7").And.Contain("Its versions: 1"));
    }
}
