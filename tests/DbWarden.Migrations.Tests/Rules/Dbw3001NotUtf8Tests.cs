using System.Text;

namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw3001NotUtf8Tests : RuleTests
{
    [TestCase(
        "-- upgrade\nSELECT 'Andr\u00e9';\n-- rollback\n",
        2,
        13,
        "the byte 0xE9 at byte offset 23 is not UTF-8; save the file as UTF-8"
    )]
    [TestCase("\u00ff", 1, 1, "the byte 0xFF at byte offset 0 is not UTF-8; save the file as UTF-8")]
    [TestCase("\u00ff\u00fe-\0-\0", 1, 1, "the file is UTF-16, from byte offset 0 on; save it as UTF-8")]
    [TestCase("\u00fe\u00ff\0-\0-", 1, 1, "the file is UTF-16, from byte offset 0 on; save it as UTF-8")]
    [TestCase("-\0-\0", 1, 2, "there is a NUL byte at byte offset 1; save the file as UTF-8, without it")]
    [TestCase(
        "\u00c3\u00bc\u00f0\u009f\u008f\u0094\u0080",
        1,
        4,
        "the byte 0x80 at byte offset 6 is not UTF-8; save the file as UTF-8"
    )]
    [TestCase("\u00ef\u00bb\u00bf-- \u00c3", 1, 4, "the byte 0xC3 at byte offset 6 is not UTF-8; save the file as UTF-8")]
    [TestCase("a\r\n\u00c0\u0080", 2, 1, "the byte 0xC0 at byte offset 3 is not UTF-8; save the file as UTF-8")]
    [TestCase("a\r\u00ed\u00a0\u0080", 2, 1, "the byte 0xED at byte offset 2 is not UTF-8; save the file as UTF-8")]
    [TestCase("a\n\u00f4\u0090\u0080\u0080", 2, 1, "the byte 0xF4 at byte offset 2 is not UTF-8; save the file as UTF-8")]
    public void The_first_byte_that_is_not_text_is_named_and_nothing_behind_it(
        string latin1,
        int line,
        int column,
        string message
    ) =>
        AssertFound(
            Sqlite,
            [new MigrationText("V__0001_a.sql", Encoding.Latin1.GetBytes(latin1))],
            $"migrations/V__0001_a.sql({line},{column},{line},{column + 1}): error DBW3001: {message}"
        );

    [Test]
    public void What_is_wrong_before_it_is_reported_too() =>
        AssertFound(
            Sqlite,
            [new MigrationText("V__0001_a.sql", Encoding.Latin1.GetBytes("-- dbwarden: nonsense\n-- upgrade\nSELECT '\u00e9"))],
            "migrations/V__0001_a.sql(1,1,1,22): error DBW2008: 'nonsense' is unknown; write one of irreversible, nothing-to-undo, no-transaction, "
                + "foreign-keys, statement-timeout, lock-timeout, allow",
            "migrations/V__0001_a.sql(3,9,3,10): error DBW3001: the byte 0xE9 at byte offset 41 is not UTF-8; save the file as UTF-8"
        );

    [TestCase("SELECT 'Zürich 🏔 \u0001 \ufffd';")]
    [TestCase("SELECT '\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff';")]
    public void Every_character_of_unicode_is_text(string statement) =>
        AssertFoundIn($"-- upgrade\n{statement}\n-- rollback\nSELECT 1;");
}
