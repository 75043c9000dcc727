using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw2009PlaceholderTests : RuleTests
{
    private const string Upgrade =
        "error DBW2009: the placeholder of the upgrade is still there; write the statements in its place";

    private const string Rollback =
        "error DBW2009: the placeholder of the rollback is still there; write the statements in its place, or declare "
        + "'-- dbwarden: nothing-to-undo <reason>' or '-- dbwarden: irreversible <reason>'";

    [Test]
    public void A_scaffold_is_refused_as_it_is_and_only_for_that() =>
        AssertFoundIn(MigrationPlaceholder.File, $"(2,1,2,63): {Upgrade}", $"(5,1,5,70): {Rollback}");

    [Test]
    public void A_placeholder_that_is_left_beside_statements_is_refused_too() =>
        AssertFoundIn(
            $"-- upgrade\n  {MigrationPlaceholder.Upgrade} \r\nSELECT 1;\n-- rollback\nSELECT 1\n{MigrationPlaceholder.Rollback}\n;",
            $"(2,3,2,65): {Upgrade}",
            $"(6,1,6,70): {Rollback}"
        );

    [TestCase("-- <write the statements of the upgrade>")]
    [TestCase("-- write the statements of the upgrade in place of this line")]
    [TestCase("SELECT '\n" + MigrationPlaceholder.Upgrade + "\n';")]
    public void Other_text_is_none(string line) => AssertFoundIn($"-- upgrade\n{line}\nSELECT 1;\n-- rollback\nSELECT 1;");
}
