namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw1002SameVersionTests : RuleTests
{
    [TestCase("V__0012_a.sql", "V__12_b.sql", "12")]
    [TestCase("V__2.0_a.sql", "V__2_b.sql", "2")]
    [TestCase("0012_a.sql", "V__0012_b.sql", "0012")]
    [TestCase("2026/V__0012_a.sql", "2027/V__0012_a.sql", "0012")]
    [TestCase("V__0012_a.sql", "primary/primary__0012_a.sql", "0012")]
    public void A_version_is_one_files_and_the_later_one_is_reported(string first, string second, string version) =>
        AssertFound(
            Sqlite,
            SoundFiles(second, first),
            $"migrations/{second}: error DBW1002: version {version} is also carried by '{first}'; give one of the two files the next version"
        );

    [Test]
    public void Of_three_files_two_are_reported() =>
        AssertFound(
            Sqlite,
            SoundFiles("V__1_a.sql", "V__1_b.sql", "V__1_c.sql"),
            "migrations/V__1_b.sql: error DBW1002: version 1 is also carried by 'V__1_a.sql'; give one of the two files the next version",
            "migrations/V__1_c.sql: error DBW1002: version 1 is also carried by 'V__1_a.sql'; give one of the two files the next version"
        );

    [Test]
    public void A_file_that_is_listed_twice_is_named_as_such() =>
        AssertFound(
            Sqlite,
            SoundFiles("V__1_a.sql", "V__1_a.sql"),
            "migrations/V__1_a.sql: error DBW1002: the project lists this file twice as a DbWardenMigration; remove one of the items"
        );

    [Test]
    public void Databases_count_for_themselves() =>
        AssertFound(
            Sqlite with
            {
                Databases = [new DatabaseDeclaration("a", null, null), new DatabaseDeclaration("b", null, null)],
            },
            SoundFiles("a/V__1_x.sql", "b/V__1_x.sql")
        );

    [TestCase("V__1_a.sql", "V__10_a.sql")]
    [TestCase("V__1_a.sql", "ROC__1_a.sql")]
    public void Other_versions_are_other_migrations(string first, string second) =>
        AssertFound(Sqlite, SoundFiles(first, second));
}
