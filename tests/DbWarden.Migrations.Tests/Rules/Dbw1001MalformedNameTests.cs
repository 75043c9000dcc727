namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw1001MalformedNameTests : RuleTests
{
    [TestCase("V_0012_x.sql", "'V' must be followed by '__'; write 'V__0012_x.sql'")]
    [TestCase("V0012__x.sql", "'V' must be followed by '__'; write 'V__0012_x.sql'")]
    [TestCase("v__0012_x.sql", "'v' must be 'V'; write 'V__0012_x.sql'")]
    [TestCase("Roc__x.sql", "'Roc' must be 'ROC'; write 'ROC__x.sql'")]
    [TestCase("R__x.sql", "'R' must be 'ROC'; write 'ROC__x.sql'")]
    [TestCase("RA_x.sql", "'RA' must be followed by '__'; write 'RA__x.sql'")]
    [TestCase("V__x.sql", "the version is missing; write 'V__<version>_x.sql'")]
    [TestCase("V__1..2_x.sql", "'1..2' is not a version (digits, with a dot between parts); write 'V__<version>_x.sql'")]
    [TestCase("V__0012.sql", "the description is missing; write 'V__0012_<description>.sql'")]
    [TestCase("V__0012_.sql", "the description is missing; write 'V__0012_<description>.sql'")]
    [TestCase("ROC__.sql", "the description is missing; write 'ROC__<description>.sql'")]
    [TestCase("V__0012-x.sql", "the version must be followed by '_'; write 'V__0012_x.sql'")]
    [TestCase("0012-x.sql", "the version must be followed by '_'; write 'V__0012_x.sql'")]
    [TestCase(
        "V__0012_x.up.sql",
        "the description may hold only letters from a to z, digits, '_' and '-'; write 'V__0012_x_up.sql'"
    )]
    [TestCase(
        "RA__two words.sql",
        "the description may hold only letters from a to z, digits, '_' and '-'; write 'RA__two_words.sql'"
    )]
    [TestCase(
        "V__0012_Übersicht.sql",
        "the description may hold only letters from a to z, digits, '_' and '-'; write 'V__0012_bersicht.sql'"
    )]
    [TestCase("_0012_x.sql", "it begins with '_'; write 'V__0012_x.sql'")]
    [TestCase(
        "x.sql",
        "it does not begin with 'V__', 'ROC__' or 'RA__'; write 'V__<version>_x.sql', 'ROC__x.sql' or 'RA__x.sql'"
    )]
    [TestCase("V__0012_x.SQL", "it must end with '.sql' in small letters; write 'V__0012_x.sql'")]
    [TestCase("readme.md", "it does not end with '.sql'")]
    public void The_part_that_is_wrong_is_named_and_the_nearest_right_name(string name, string fault) =>
        AssertFound(
            Sqlite,
            SoundFiles("primary/" + name),
            $"migrations/primary/{name}: error DBW1001: '{name}' is not a migration's name: {fault}"
        );

    [TestCase("V__1_a.sql")]
    [TestCase("deeper/2026/V__1_a.sql")]
    [TestCase("ROC__a.sql")]
    [TestCase("RA__a.sql")]
    [TestCase("1_a.sql")]
    [TestCase("primary__1_a.sql")]
    public void Names_of_each_form_are_right(string name) => AssertFound(Sqlite, SoundFiles(name));

    [Test]
    public void A_wrong_name_does_not_also_give_a_gap_or_an_unknown_dependency() =>
        AssertFound(
            WithSeverity("DBW1004", Migrations.Diagnostics.DiagnosticSeverity.Error),
            [.. SoundFiles("V__1_a.sql", "V_2_b.sql"), new MigrationText("V__3_c.sql", "-- depends_on: [\"2\"]\n" + Sound)],
            "migrations/V_2_b.sql: error DBW1001: 'V_2_b.sql' is not a migration's name: 'V' must be followed by '__'; write 'V__2_b.sql'"
        );

    [Test]
    public void The_text_of_a_file_with_a_wrong_name_is_judged_too() =>
        AssertFound(
            Sqlite,
            [new MigrationText("a.sql", "-- upgrade\n-- rollback\nSELECT 1;\n")],
            "migrations/a.sql: error DBW1001: 'a.sql' is not a migration's name: it does not begin with 'V__', 'ROC__' or 'RA__'; "
                + "write 'V__<version>_a.sql', 'ROC__a.sql' or 'RA__a.sql'",
            "migrations/a.sql(1,1,1,11): error DBW2005: the upgrade section has no statement; write one, or remove the file"
        );
}
