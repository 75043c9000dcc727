namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw1010UnknownDatabaseTests : RuleTests
{
    private static readonly ValidationSettings TwoDatabases = Sqlite with
    {
        Databases = [new DatabaseDeclaration("primary", null, null), new DatabaseDeclaration("analytics", null, null)],
    };

    [TestCase(
        "analitycs/V__1_a.sql",
        "the folder 'analitycs' is not a declared database; move the file to 'analytics/', or declare DbWardenDatabase 'analitycs'"
    )]
    [TestCase(
        "Primary/V__1_a.sql",
        "the folder 'Primary' is not a declared database; move the file to 'primary/', or declare DbWardenDatabase 'Primary'"
    )]
    [TestCase(
        "2026/primary/V__1_a.sql",
        "the folder '2026' is not a declared database; move the file to 'primary/' or 'analytics/', or declare DbWardenDatabase '2026'"
    )]
    [TestCase(
        "V__1_a.sql",
        "the project declares several databases, and the file lies in none of their folders; move it to 'primary/' or 'analytics/'"
    )]
    public void A_file_outside_the_declared_databases_is_reported(string path, string message) =>
        AssertFound(TwoDatabases, SoundFiles(path), $"migrations/{path}: error DBW1010: {message}");

    [Test]
    public void A_database_that_an_item_names_must_be_declared() =>
        AssertFound(
            Sqlite,
            [new MigrationText("V__1_a.sql", Sound) { AssignedDatabase = "analytics" }],
            "migrations/V__1_a.sql: error DBW1010: Database of this item is 'analytics', which is not declared; write 'primary'"
        );

    [Test]
    public void An_items_database_comes_before_its_folder() =>
        AssertFound(TwoDatabases, [new MigrationText("elsewhere/V__1_a.sql", Sound) { AssignedDatabase = "analytics" }]);

    [TestCase("V__1_a.sql")]
    [TestCase("primary/V__1_a.sql")]
    [TestCase("2026/november/V__1_a.sql")]
    public void Without_declarations_every_folder_is_the_one_databases(string path) => AssertFound(Sqlite, SoundFiles(path));

    [TestCase("V__1_a.sql")]
    [TestCase("shop/V__1_a.sql")]
    public void The_only_declared_database_has_its_folder_and_the_root(string path) =>
        AssertFound(Sqlite with { Databases = [new DatabaseDeclaration("shop", null, null)] }, SoundFiles(path));
}
