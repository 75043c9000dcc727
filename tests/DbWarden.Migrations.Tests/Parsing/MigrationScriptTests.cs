using System.Text;
using CsCheck;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Tests.Parsing;

public sealed class MigrationScriptTests
{
    private static readonly string[] Pieces =
    [
        "-- upgrade\n",
        "\n-- rollback\r\n",
        "--",
        "-- dbwarden:",
        "-- dbwarden: allow",
        "-- @dbwarden:autocommit\n",
        "-- depends_on: [\"",
        "\"]",
        "'",
        "$a$",
        "/*",
        "*/",
        ";",
        "BEGIN",
        "END",
        "COPY t FROM STDIN;\n",
        "\\.",
        "DELIMITER ",
        "\uFEFF",
        "é🏔",
    ];

    [Test]
    public void A_section_is_what_stands_between_the_markers()
    {
        var script = Parse("-- description: a\n-- upgrade\r\nSELECT 1;\r\nSELECT 2;\r\n -- rollback\nSELECT 3;\n");
        Assert.Multiple(() =>
        {
            Assert.That(TextOf(script.Upgrade), Is.EqualTo("SELECT 1;\r\nSELECT 2;\r\n "));
            Assert.That(script.Upgrade!.Line, Is.EqualTo(3));
            Assert.That(script.Upgrade.StatementCount, Is.EqualTo(2));
            Assert.That(TextOf(script.Rollback), Is.EqualTo("SELECT 3;\n"));
            Assert.That(script.Rollback!.Line, Is.EqualTo(6));
            Assert.That(script.Rollback.StatementCount, Is.EqualTo(1));
            Assert.That(script.Directives.Description, Is.EqualTo("a"));
        });
    }

    [Test]
    public void A_sections_reader_counts_lines_and_offsets_from_the_file()
    {
        var script = Parse("\uFEFF-- upgrade\nSELECT 1;\n\n  SELECT 2;\n-- rollback\nSELECT 3;");
        var reader = script.Upgrade!.OpenReader();
        Assert.That(reader.Read(), Is.EqualTo(ScriptItemKind.Statement));
        Assert.That(reader.Read(), Is.EqualTo(ScriptItemKind.Statement));
        Assert.That((reader.Statement.Line, reader.Statement.Column), Is.EqualTo((4, 3)));
        Assert.That(
            Encoding.UTF8.GetString(script.Bytes.Span[reader.Statement.Start..reader.Statement.End]),
            Is.EqualTo("SELECT 2")
        );
        Assert.That(reader.Read(), Is.EqualTo(ScriptItemKind.End));
    }

    [TestCase("", null, null)]
    [TestCase("SELECT 1;", null, null)]
    [TestCase("-- upgrade", "", null)]
    [TestCase("-- rollback\nSELECT 1;", null, "SELECT 1;")]
    [TestCase("-- upgrade\n-- rollback", "", "")]
    [TestCase("-- rollback\na\n-- upgrade\nb", "b", "a\n")]
    [TestCase("-- upgrade\na\n-- rollback\nb\n-- upgrade\nc", "a\n", "b\n")]
    public void Sections_may_be_missing_empty_or_disorderly(string text, string? upgrade, string? rollback)
    {
        var script = Parse(text);
        Assert.That(TextOf(script.Upgrade), Is.EqualTo(upgrade));
        Assert.That(TextOf(script.Rollback), Is.EqualTo(rollback));
    }

    [TestCase("-- upgrade\nSELECT 1;\n-- rollback\nSELECT 1;", RollbackKind.Real)]
    [TestCase("-- upgrade\nSELECT 1;\n-- rollback\n-- nothing\n", RollbackKind.Missing)]
    [TestCase("-- upgrade\nSELECT 1;", RollbackKind.Missing)]
    [TestCase("-- dbwarden: nothing-to-undo x\n-- upgrade\nSELECT 1;", RollbackKind.None)]
    [TestCase("-- dbwarden: irreversible x\n-- upgrade\nSELECT 1;\n-- rollback\nSELECT 1;", RollbackKind.Irreversible)]
    public void The_rollback_is_what_the_file_says_of_it(string text, RollbackKind kind) =>
        Assert.That(Parse(text).RollbackKind, Is.EqualTo(kind));

    [TestCase("-- upgrade\n-- @dbwarden:autocommit\nSELECT 1;", true)]
    [TestCase("-- upgrade\nSELECT 1;\n-- @DBWarden:Autocommit\n-- and why\nSELECT 2;", true)]
    [TestCase("-- upgrade\nSELECT 1;\n-- rollback\n--@dbwarden:autocommit\nSELECT 2;", true)]
    [TestCase("-- upgrade\nSELECT 1;\n-- @dbwarden:autocommit\n-- rollback\nSELECT 2;", false)]
    [TestCase("-- upgrade\nSELECT '\n-- @dbwarden:autocommit\n';", false)]
    public void The_directive_of_the_python_tool_counts_before_a_statement(string text, bool noTransaction) =>
        Assert.That(Parse(text).Directives.NoTransaction, Is.EqualTo(noTransaction));

    [Test]
    public void Nothing_that_bytes_can_hold_makes_it_throw()
    {
        var pieces = Gen.OneOf(
            Gen.Byte.Array[0, 4],
            Gen.Int[0, Pieces.Length - 1].Select(index => Encoding.UTF8.GetBytes(Pieces[index]))
        );
        Gen.Select(Gen.Int[0, Dialect.All.Count - 1].Select(index => Dialect.All[index]), pieces.Array[0, 12])
            .Sample(
                (dialect, parts) =>
                {
                    var bytes = parts.SelectMany(part => part).ToArray();
                    var script = MigrationScript.Parse(bytes, dialect);
                    _ = (
                        script.RollbackKind,
                        script.Upgrade?.Checksum,
                        script.Rollback?.Checksum,
                        script.Directives.ToRollbackText()
                    );
                    foreach (var section in new[] { script.Upgrade, script.Rollback }.OfType<MigrationSection>())
                    {
                        Assert.That(section.Start, Is.LessThanOrEqualTo(section.End));
                        Assert.That(section.End, Is.LessThanOrEqualTo(bytes.Length));
                    }
                }
            );
    }

    private static MigrationScript Parse(string text) =>
        MigrationScript.Parse(Encoding.UTF8.GetBytes(text), Dialect.Find("sqlite")!);

    private static string? TextOf(MigrationSection? section) =>
        section is null ? null : Encoding.UTF8.GetString(section.Text.Span);
}
