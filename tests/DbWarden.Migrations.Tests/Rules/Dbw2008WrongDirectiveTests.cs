namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw2008WrongDirectiveTests : RuleTests
{
    private const string Words =
        "irreversible, nothing-to-undo, no-transaction, foreign-keys, statement-timeout, lock-timeout, allow";
    private const string Duration = "needs a duration such as 500ms, 5s, 10m or 1h";

    [TestCase("no-transacton", "'no-transacton' is unknown; write '-- dbwarden: no-transaction'")]
    [TestCase("no-transaction: x", "'no-transaction:' is unknown; write '-- dbwarden: no-transaction'")]
    [TestCase("something else", "'something' is unknown; write one of " + Words)]
    [TestCase("", "'' is unknown; write one of " + Words)]
    [TestCase("no-transaction please", "'no-transaction' takes nothing behind it; write '-- dbwarden: no-transaction'")]
    [TestCase("foreign-keys on", "'foreign-keys' can only be 'off'; write '-- dbwarden: foreign-keys off'")]
    [TestCase("statement-timeout 10", "'statement-timeout' " + Duration + "; write '-- dbwarden: statement-timeout 10m'")]
    [TestCase("statement-timeout 0s", "'statement-timeout' " + Duration + "; write '-- dbwarden: statement-timeout 10m'")]
    [TestCase("lock-timeout -1s", "'lock-timeout' " + Duration + "; write '-- dbwarden: lock-timeout 5s'")]
    [TestCase("lock-timeout 99999999999999999999h", "'lock-timeout' " + Duration + "; write '-- dbwarden: lock-timeout 5s'")]
    [TestCase("allow", "'allow' needs a code and a reason; write '-- dbwarden: allow <code> <reason>'")]
    [TestCase("allow DBW4001", "'allow' needs a code and a reason; write '-- dbwarden: allow <code> <reason>'")]
    [TestCase("allow DBW4091 x", "'DBW4091' is not a code; write 'DBW4001'")]
    [TestCase("allow everything x", "'everything' is not a code; write one such as 'DBW4001'")]
    [TestCase("allow dbw2002 x", "DBW2002 cannot be allowed in a file, only the codes from DBW4001 on can; remove this line")]
    public void A_directive_that_is_wrong_is_reported_with_the_right_one(string directive, string message)
    {
        var line = $"-- dbwarden: {directive}";
        AssertFoundIn($"{line}\n{Sound}", $"(1,1,1,{line.TrimEnd().Length + 1}): error DBW2008: {message}");
    }

    [TestCase("irreversable x", "'irreversable' is unknown; write '-- dbwarden: irreversible <reason>'")]
    [TestCase("irreversible", "'irreversible' needs a reason; write '-- dbwarden: irreversible <reason>'")]
    [TestCase("nothing-to-undo  ", "'nothing-to-undo' needs a reason; write '-- dbwarden: nothing-to-undo <reason>'")]
    public void One_that_is_recognisable_is_not_also_missed(string directive, string message)
    {
        var line = $"-- dbwarden: {directive}";
        AssertFoundIn($"{line}\n-- upgrade\nSELECT 1;\n", $"(1,1,1,{line.TrimEnd().Length + 1}): error DBW2008: {message}");
    }

    [TestCase("--dbwarden: no-transaction", "a blank must follow the dashes; write '-- dbwarden: no-transaction'")]
    [TestCase("-- depends-on: [\"0004\"]", "'depends-on' is unknown; write '-- depends_on: [\"0004\", \"0007\"]'")]
    [TestCase("-- dbwarden no-transaction", "a colon is missing; write '-- dbwarden: no-transaction'")]
    [TestCase(
        "-- @dbwarden:autocommit",
        "'@dbwarden:autocommit' counts only directly before a statement; write '-- dbwarden: no-transaction'"
    )]
    [TestCase(
        "-- @dbwarden:autocomit",
        "'@dbwarden:autocomit' is unknown; write '@dbwarden:autocommit' directly before a statement"
    )]
    public void A_line_that_is_nearly_a_directive_is_reported(string line, string message) =>
        AssertFoundIn($"\n  {line}\n{Sound}", $"(2,3,2,{line.Length + 3}): error DBW2008: {message}");

    [TestCase(
        "-- dbwarden: irreversible a\n-- dbwarden: irreversible b",
        "'irreversible' already stands in line 1; remove one of them"
    )]
    [TestCase(
        "-- dbwarden: allow DBW4001 a\n-- dbwarden: allow dbw4001 b",
        "'allow dbw4001' already stands in line 1; remove one of them"
    )]
    [TestCase("-- depends_on: []\n-- depends_on: []", "'depends_on' already stands in line 1; make one list of them")]
    [TestCase("-- description: a\n-- description: b", "'description' already stands in line 1; make one text of them")]
    [TestCase(
        "-- dbwarden: irreversible a\n-- dbwarden: nothing-to-undo b",
        "'nothing-to-undo' contradicts 'irreversible' in line 1; keep one of them"
    )]
    [TestCase(
        "-- dbwarden: foreign-keys off\n-- dbwarden: no-transaction",
        "'no-transaction' contradicts 'foreign-keys' in line 1; keep one of them"
    )]
    public void Directives_are_not_repeated_and_do_not_contradict_each_other(string lines, string message)
    {
        var text =
            $"{lines}\n-- upgrade\nSELECT 1;\n{(lines.Contains("irreversible", StringComparison.Ordinal) ? "" : "-- rollback\nSELECT 1;\n")}";
        AssertFoundIn(text, $"(2,1,2,{lines.Split('\n')[1].Length + 1}): error DBW2008: {message}");
    }

    [TestCase("-- dbwarden: no-transaction")]
    [TestCase("-- depends_on: []")]
    public void A_directive_behind_the_marker_is_reported(string line) =>
        AssertFoundIn(
            $"-- upgrade\n{line}\nSELECT 1;\n-- rollback\nSELECT 1;",
            $"(2,1,2,{line.Length + 1}): error DBW2008: directives stand before '-- upgrade'; move this line up there"
        );

    [Test]
    public void Foreign_keys_are_switched_off_on_sqlite_only() =>
        AssertFoundIn(
            PostgreSql,
            "-- dbwarden: foreign-keys off\n" + Sound,
            "(1,1,1,30): error DBW2008: 'foreign-keys off' is for SQLite, and does nothing on postgresql; remove it"
        );

    [TestCase("-- dbwarden: no-transaction")]
    [TestCase("--\tDBWarden : No-Transaction")]
    [TestCase("-- dbwarden: foreign-keys OFF")]
    [TestCase("-- dbwarden: statement-timeout 10m\n-- dbwarden: lock-timeout 500ms")]
    [TestCase("-- dbwarden: allow DBW4001 a\n-- dbwarden: allow DBW4002 b\n-- dbwarden: allow DBW5001 c")]
    [TestCase("-- description: what it does")]
    [TestCase("-- dbwarden is what runs this")]
    [TestCase("-- description of the table")]
    [TestCase("/* -- dbwarden: nonsense */")]
    [TestCase("/*\n-- dbwarden: nonsense\n*/")]
    public void Right_directives_and_other_comments_are_left_alone(string lines) => AssertFoundIn($"{lines}\n{Sound}");

    [Test]
    public void A_description_behind_the_marker_is_an_ordinary_comment() =>
        AssertFoundIn("-- upgrade\n-- description: x\nSELECT 1;\n-- rollback\nSELECT 1;");
}
