namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw1006UnknownEngineTests : RuleTests
{
    private const string Engines = "postgresql, mysql, mariadb or sqlite";

    [TestCase("postgres", "write 'postgresql'")]
    [TestCase("sqllite", "write 'sqlite'")]
    [TestCase("maria-db", "write 'mariadb'")]
    [TestCase("oracle", "write " + Engines)]
    public void An_unknown_engine_is_reported_with_the_nearest_known_one(string engine, string advice) =>
        AssertFound(
            Sqlite with
            {
                DefaultEngine = engine,
            },
            SoundFiles("V__1_a.sql"),
            $"Shop.csproj: error DBW1006: database 'primary' has the unknown engine '{engine}'; {advice}"
        );

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    public void A_missing_engine_is_reported_once_and_not_with_each_file(string? engine) =>
        AssertFound(
            Sqlite with
            {
                DefaultEngine = engine,
            },
            [.. SoundFiles("V__1_a.sql"), new MigrationText("V__2_b.sql", "no sections")],
            $"Shop.csproj: error DBW1006: database 'primary' has no engine; set DbWardenEngine, or Engine of its DbWardenDatabase, to {Engines}"
        );

    [TestCase("Shop")]
    [TestCase("1a")]
    [TestCase("a-b")]
    [TestCase("")]
    [TestCase("ä")]
    public void A_name_that_no_database_can_have_is_reported(string name) =>
        AssertFound(
            Sqlite with
            {
                Databases = [new DatabaseDeclaration(name, null, null)],
            },
            [],
            $"Shop.csproj: error DBW1006: '{name}' cannot name a database; begin with a letter from a to z, followed by such letters, digits and '_', "
                + "at most 63 together"
        );

    [Test]
    public void A_database_that_is_declared_twice_is_reported() =>
        AssertFound(
            Sqlite with
            {
                Databases = [new DatabaseDeclaration("a", null, null), new DatabaseDeclaration("a", "mysql", null)],
            },
            [],
            "Shop.csproj: error DBW1006: database 'a' is declared twice; remove one of the declarations"
        );

    [TestCase("PostgreSQL")]
    [TestCase(" sqlite ")]
    public void Engines_are_known_in_any_case(string engine) =>
        AssertFound(Sqlite with { DefaultEngine = engine }, SoundFiles("V__1_a.sql"));

    [Test]
    public void A_databases_own_engine_comes_before_the_projects() =>
        AssertFound(
            Sqlite with
            {
                DefaultEngine = "nonsense",
                Databases = [new DatabaseDeclaration("a", "sqlite", null)],
            },
            SoundFiles("a/V__1_a.sql")
        );

    [Test]
    public void A_project_without_files_and_declarations_needs_no_engine() =>
        AssertFound(Sqlite with { DefaultEngine = null }, []);
}
