using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw2010NearlyMarkerTests : RuleTests
{
    [TestCase("--rollback", "rollback")]
    [TestCase("--rollback DROP TABLE t", "rollback")]
    [TestCase("-- rollback: drop it", "rollback")]
    [TestCase("-- Rollback : drop it", "rollback")]
    [TestCase("-- rollback;", "rollback")]
    [TestCase("--- upgrade", "upgrade")]
    [TestCase("-- === ROLLBACK ===", "rollback")]
    [TestCase("-- [upgrade]", "upgrade")]
    [TestCase("-- rollback section", "rollback")]
    [TestCase("-- Upgrade script", "upgrade")]
    [TestCase("-- up", "upgrade")]
    [TestCase("-- Down", "rollback")]
    [TestCase("-- downgrade", "rollback")]
    [TestCase("-- undo", "rollback")]
    [TestCase("-- //@UNDO", "rollback")]
    [TestCase("-- roll back", "rollback")]
    [TestCase("-- +goose Up", "upgrade")]
    [TestCase("-- +goose Down", "rollback")]
    [TestCase("-- +migrate Down", "rollback")]
    [TestCase("-- migrate:down", "rollback")]
    [TestCase("-- Down Migration", "rollback")]
    [TestCase("-- rolback", "rollback")]
    [TestCase("-- upgarde", "upgrade")]
    public void A_comment_that_was_meant_to_be_a_marker_is_reported(string line, string marker) =>
        AssertFoundIn(
            $"-- upgrade\n {line} \nSELECT 1;\n-- rollback\nSELECT 1;",
            $"(2,2,2,{line.Length + 2}): warning DBW2010: this is an ordinary comment and begins no section; "
                + $"write '-- {marker}' alone on its line if it should, or word it differently"
        );

    [TestCase("-- rollback the payments")]
    [TestCase("-- upgrade all rows of the shop")]
    [TestCase("-- rollbacks are rare")]
    [TestCase("-- down payment")]
    [TestCase("-- update")]
    [TestCase("-- callback")]
    [TestCase("-- up to here")]
    [TestCase("-- revert the flag")]
    [TestCase("-- the rollback section follows")]
    [TestCase("--")]
    [TestCase("-- \u00fcpgrade")]
    public void Sentences_are_comments(string line) => AssertFoundIn($"-- upgrade\n{line}\nSELECT 1;\n-- rollback\nSELECT 1;");

    [Test]
    public void It_is_reported_inside_a_statement_too() =>
        AssertFoundIn(
            "-- upgrade\nSELECT 1\n--rollback\n;\n-- rollback\nSELECT 1;",
            "(3,1,3,11): warning DBW2010: this is an ordinary comment and begins no section; "
                + "write '-- rollback' alone on its line if it should, or word it differently"
        );

    [Test]
    public void A_project_may_switch_it_off() =>
        AssertFoundIn(
            WithSeverity("dbw2010", DiagnosticSeverity.None),
            "-- upgrade\n--rollback\nSELECT 1;\n-- rollback\nSELECT 1;"
        );
}
