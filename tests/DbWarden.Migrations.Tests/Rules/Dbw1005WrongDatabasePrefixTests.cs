namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw1005WrongDatabasePrefixTests : RuleTests
{
    [TestCase("other__0001_a.sql", "0001_a.sql")]
    [TestCase("primary/analytics__RA__a.sql", "RA__a.sql")]
    public void The_prefix_must_be_the_folders_database(string path, string rest)
    {
        var prefix = path.Split('/')[^1].Split("__")[0];
        AssertFound(
            Sqlite,
            SoundFiles(path),
            $"migrations/{path}: error DBW1005: the name begins with database '{prefix}', but the file belongs to 'primary'; "
                + $"write 'primary__{rest}', or move the file"
        );
    }

    [Test]
    public void A_database_may_have_two_underscores() =>
        AssertFound(
            Sqlite with
            {
                Databases = [new DatabaseDeclaration("my__shop", null, null)],
            },
            SoundFiles("my__shop/my__shop__0001_a__b.sql")
        );
}
