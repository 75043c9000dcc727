using System.Text;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Tests.Parsing;

public sealed class MigrationDirectivesTests
{
    [Test]
    public void A_file_declares_what_stands_before_its_upgrade()
    {
        var directives = DirectivesOf(
            """
            -- description: tables for: the payment service
            -- depends_on: ["0004", "0007"]
            -- dbwarden: irreversible the rows are gone
            -- dbwarden: no-transaction
            -- dbwarden: statement-timeout 10m
            -- dbwarden: lock-timeout 500ms
            -- dbwarden: allow DBW4001 we know
            -- dbwarden: allow DBW5001 we  know, too
            """
        );
        Assert.Multiple(() =>
        {
            Assert.That(directives.Description, Is.EqualTo("tables for: the payment service"));
            Assert.That(directives.DependsOn, Is.EqualTo(["0004", "0007"]));
            Assert.That(directives.Irreversible, Is.EqualTo("the rows are gone"));
            Assert.That(directives.NothingToUndo, Is.Null);
            Assert.That(directives.NoTransaction, Is.True);
            Assert.That(directives.ForeignKeysOff, Is.False);
            Assert.That(directives.StatementTimeout, Is.EqualTo(TimeSpan.FromMinutes(10)));
            Assert.That(directives.LockTimeout, Is.EqualTo(TimeSpan.FromMilliseconds(500)));
            Assert.That(directives.Allowed["dbw5001"], Is.EqualTo("we  know, too"));
            Assert.That(directives.Allowed, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public void A_file_without_directives_declares_nothing() =>
        Assert.That(DirectivesOf("-- a comment"), Is.EqualTo(MigrationDirectives.Empty));

    [TestCase("-- dbwarden: irreversible gone: for good")]
    [TestCase("-- dbwarden: nothing-to-undo x\n-- dbwarden: no-transaction")]
    [TestCase("-- dbwarden: foreign-keys off\n-- dbwarden: statement-timeout 90s\n-- dbwarden: lock-timeout 1ms")]
    [TestCase("")]
    public void What_running_the_rollback_needs_can_be_stored_and_read_again(string lines)
    {
        Assert.That(DirectivesOf(lines + "\n-- description: not needed").ToRollbackText(), Is.EqualTo(lines));
        Assert.That(MigrationDirectives.Parse(lines).ToRollbackText(), Is.EqualTo(lines));
    }

    [Test]
    public void Lines_that_were_stored_with_other_line_ends_are_read_too() =>
        Assert.That(
            MigrationDirectives.Parse("-- dbwarden: no-transaction\r\n-- dbwarden: lock-timeout 2h\r\n").LockTimeout,
            Is.EqualTo(TimeSpan.FromHours(2))
        );

    [Test]
    public void A_file_made_of_stored_parts_declares_the_same()
    {
        var script = Parse(
            $"{MigrationDirectives.Parse("-- dbwarden: no-transaction").ToRollbackText()}\n-- upgrade\n-- rollback\nVACUUM;"
        );
        Assert.That(script.Directives.NoTransaction, Is.True);
        Assert.That(script.RollbackKind, Is.EqualTo(RollbackKind.Real));
    }

    private static MigrationDirectives DirectivesOf(string lines) => Parse($"{lines}\n-- upgrade\nSELECT 1;\n").Directives;

    private static MigrationScript Parse(string text) =>
        MigrationScript.Parse(Encoding.UTF8.GetBytes(text), Dialect.Find("sqlite")!);
}
