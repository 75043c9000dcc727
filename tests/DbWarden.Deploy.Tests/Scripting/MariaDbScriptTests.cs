using DbWarden.Deploy.Results;
using DbWarden.Deploy.Scripting;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.Deploy.Tests.Oracle;

namespace DbWarden.Deploy.Tests.Scripting;

[TestFixture]
public sealed class MariaDbScriptTests : ScriptTests<MariaDbTestEngine>
{
    protected override (string File, string Text)[] Everything =>
        [
            (
                "V__1_tables.sql",
                """
                -- upgrade
                CREATE TABLE item (id INT PRIMARY KEY, name VARCHAR(100) NOT NULL) DEFAULT CHARSET = utf8mb4;
                INSERT INTO item VALUES (1, 'back\\slash; ''quoted'''), (2, 'zwei ä');
                INSERT INTO item VALUES (3, 'three') # no semicolon behind a comment
                ;
                DELIMITER //
                CREATE TRIGGER item_upper BEFORE INSERT ON item FOR EACH ROW
                BEGIN
                    SET NEW.name = CONCAT(NEW.name, ';', '$$');
                END//
                DELIMITER ;
                INSERT INTO item VALUES (4, 'four');
                -- rollback
                DELETE FROM item WHERE name LIKE '%\\%' OR name = 'it''s';
                DROP TABLE item;
                """
            ),
            (
                "V__2_session.sql",
                """
                -- upgrade
                SET sql_mode = 'NO_BACKSLASH_ESCAPES', @name = 'five';
                CREATE TEMPORARY TABLE scratch (id INT);
                INSERT INTO item VALUES (5, @name);
                -- rollback
                DELETE FROM item WHERE id = 5;
                """
            ),
            ("V__3_rows.sql", "-- upgrade\nINSERT INTO item VALUES (6, 'a\\tb');\n-- rollback\nDELETE FROM item WHERE id = 6;\n"),
            (
                "ROC__names.sql",
                "-- upgrade\nCREATE OR REPLACE VIEW names AS SELECT name FROM item;\n-- rollback\nDROP VIEW names;\n"
            ),
        ];

    private protected override EngineClient OpenClient() => new MariaDbClient();

    [Test]
    public void A_file_that_changes_the_database_is_left_to_the_tool()
    {
        var plan = Plan(Artifact(("V__1_use.sql", "-- upgrade\nUSE other;\n-- rollback\nSELECT 1;\n")), new ScriptOptions());
        Assert.That(plan.Failure?.Kind, Is.EqualTo(FailureKind.Refused));
        Assert.That(Account(plan.Failure), Does.Contain("V__1_use.sql(2,1)").And.Contain("changes the current database"));
    }
}
