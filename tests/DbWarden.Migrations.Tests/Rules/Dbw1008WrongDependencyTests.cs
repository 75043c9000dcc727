namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw1008WrongDependencyTests : RuleTests
{
    private const string NoList = "'depends_on' is not a list of versions; write '-- depends_on: [\"0004\", \"0007\"]'";

    [TestCase("-- depends_on: 0001", 20)]
    [TestCase("-- depends_on:", 15)]
    [TestCase("-- depends_on: [0001]", 22)]
    [TestCase("-- depends_on: [\"0001\"", 23)]
    [TestCase("-- depends_on: [\"0001\",]", 25)]
    [TestCase("-- depends_on: [\"0001\" \"0001\"]", 31)]
    [TestCase("-- depends_on: [\"0001\"] // the first", 37)]
    [TestCase("-- depends_on: [\"0001]", 23)]
    [TestCase("-- depends_on: [", 17)]
    public void What_is_not_a_list_of_texts_is_reported(string line, int endColumn) =>
        AssertFoundInSecond(line, $"(1,1,1,{endColumn}): error DBW1008: {NoList}");

    [TestCase(
        "-- depends_on: [\"0009\"]",
        17,
        23,
        "no migration of database 'primary' has version 0009; write '0001', or add it"
    )]
    [TestCase(
        "-- depends_on: [\"20261123\"]",
        17,
        27,
        "no migration of database 'primary' has version 20261123; add it, or remove it from the list"
    )]
    [TestCase("-- depends_on: [\"0001\", \"first\"]", 25, 32, "'first' is not a version; write its digits, such as '0004'")]
    [TestCase("-- depends_on: [\"\"]", 17, 19, "'' is not a version; write its digits, such as '0004'")]
    [TestCase("-- depends_on: [\"2\"]", 17, 20, "version 2 is this file itself; remove it from the list")]
    [TestCase(
        "-- depends_on: [\"0003\"]",
        17,
        23,
        "version 0003 runs later than 0002; depend on earlier versions only, or give this file a higher version"
    )]
    [TestCase(
        "\t--  Depends_On : [ \"3.0\" ] ",
        21,
        26,
        "version 3.0 runs later than 0002; depend on earlier versions only, or give this file a higher version"
    )]
    public void A_version_that_cannot_be_depended_on_is_underlined(string line, int column, int endColumn, string message) =>
        AssertFoundInSecond(line, $"(1,{column},1,{endColumn}): error DBW1008: {message}");

    [TestCase("-- depends_on: []")]
    [TestCase("-- depends_on: [\"0001\"]")]
    [TestCase("-- depends_on: [\"1\", \"1.0\"]")]
    [TestCase("--\tdepends_on:[\"0001\"]")]
    [TestCase("-- this depends_on: nothing")]
    public void Earlier_versions_are_right(string line) => AssertFoundInSecond(line);

    [Test]
    public void A_cycle_is_reported_where_it_goes_forward() =>
        AssertFound(
            Sqlite,
            [
                new MigrationText("V__1_a.sql", "-- depends_on: [\"3\"]\n" + Sound),
                new MigrationText("V__2_b.sql", "-- depends_on: [\"1\"]\n" + Sound),
                new MigrationText("V__3_c.sql", "-- depends_on: [\"2\"]\n" + Sound),
            ],
            "migrations/V__1_a.sql(1,17,1,20): error DBW1008: the dependency is cyclic: 1 -> 3 -> 2 -> 1; remove one of these"
        );

    [Test]
    public void A_repeatable_may_depend_on_any_version() =>
        AssertFound(Sqlite, [.. SoundFiles("V__1_a.sql"), new MigrationText("ROC__b.sql", "-- depends_on: [\"1\"]\n" + Sound)]);

    [Test]
    public void A_repeatable_depends_on_versions_that_are_there() =>
        AssertFound(
            Sqlite,
            [.. SoundFiles("V__1_a.sql"), new MigrationText("RA__b.sql", "-- depends_on: [\"27\"]\n" + Sound)],
            "migrations/RA__b.sql(1,17,1,21): error DBW1008: no migration of database 'primary' has version 27; add it, or remove it from the list"
        );

    [Test]
    public void Versions_of_another_database_are_unknown() =>
        AssertFound(
            Sqlite with
            {
                Databases = [new DatabaseDeclaration("a", null, null), new DatabaseDeclaration("b", null, null)],
            },
            [.. SoundFiles("a/V__1_a.sql"), new MigrationText("b/V__27_b.sql", "-- depends_on: [\"1\"]\n" + Sound)],
            "migrations/b/V__27_b.sql(1,17,1,20): error DBW1008: no migration of database 'b' has version 1; add it, or remove it from the list"
        );

    private static void AssertFoundInSecond(string line, params IEnumerable<string> expected)
    {
        var second = new MigrationText("V__0002_b.sql", line + "\n" + Sound);
        AssertFound(
            Sqlite,
            [.. SoundFiles("V__0001_a.sql", "V__0003_c.sql"), second],
            [.. expected.Select(found => second.Path + found)]
        );
    }
}
