using DbWarden.TestSupport;
using MySqlConnector;
using Npgsql;

namespace DbWarden.Tool.Tests.Deploying;

/// <summary>What cannot be reached or read is told in one clear line.</summary>
public sealed class UnreachableTests
{
    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void MakeDirectory() => _directory = new TemporaryDirectory();

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [TestCase("postgresql", "Host=127.0.0.1;Port=1;Database=shop;Username=app")]
    [TestCase("mariadb", "Server=127.0.0.1;Port=1;Database=shop;User ID=app")]
    public async Task A_refused_connection(string engine, string connection) =>
        await ExpectAsync(8, engine, connection, "127.0.0.1:1/shop does not answer: ");

    [Test]
    public async Task A_host_that_there_is_not() =>
        await ExpectAsync(
            8,
            "postgresql",
            "Host=nowhere.invalid;Database=shop;Username=app",
            "nowhere.invalid:5432/shop does not answer: "
        );

    [Test]
    public async Task A_wrong_password()
    {
        var server = await MariaDbServer.SharedAsync();
        await server.ExecuteAsync("CREATE OR REPLACE USER canary@'127.0.0.1' IDENTIFIED BY 'right'");
        var builder = new MySqlConnectionStringBuilder(await server.CreateDatabaseAsync())
        {
            UserID = "canary",
            Password = "wrongXk9",
        };
        await ExpectAsync(8, "mariadb", builder.ConnectionString, "canary");
    }

    [Test]
    public async Task An_unknown_role()
    {
        var server = await PostgreSqlServer.SharedAsync();
        var builder = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Username = "nobody_here" };
        await ExpectAsync(8, "postgresql", builder.ConnectionString, "nobody_here");
    }

    [Test]
    public async Task A_database_that_the_server_does_not_have()
    {
        var postgres = await PostgreSqlServer.SharedAsync();
        await ExpectAsync(
            8,
            "postgresql",
            new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = "no_shop" }.ConnectionString,
            "no_shop"
        );
        var mariaDb = await MariaDbServer.SharedAsync();
        await ExpectAsync(
            8,
            "mariadb",
            new MySqlConnectionStringBuilder(mariaDb.ConnectionString) { Database = "no_shop" }.ConnectionString,
            "no_shop"
        );
    }

    [Test]
    public async Task A_database_that_the_artifact_does_not_have()
    {
        Release.Write(
            _directory.Path,
            [("primary", "sqlite")],
            ("primary/V__1_a.sql", "-- upgrade\nSELECT 1;\n-- rollback\nSELECT 1;\n")
        );
        var result = await Tool.RunAsync(_directory.Path, "status", "--artifact", Release.FileName, "-d", "primry");
        AssertOneClearLine(result.ShouldExitWith(2), "primry");
        Assert.That(result.StandardError, Does.Contain("Its databases: primary"));
    }

    [TestCase("nothing.dll")]
    [TestCase("broken.dll")]
    [TestCase("broken.dbwarden.zip")]
    [TestCase(".")]
    public async Task An_artifact_that_cannot_be_read(string artifact)
    {
        _directory.Write("broken.dll", "This is no assembly.");
        _directory.Write("broken.dbwarden.zip", "This is no archive.");
        AssertOneClearLine((await Tool.RunAsync(_directory.Path, "status", "--artifact", artifact)).ShouldExitWith(2), "");
    }

    [Test]
    public async Task No_artifact_at_all()
    {
        var result = await Tool.RunAsync(_directory.Path, "status");
        AssertOneClearLine(result.ShouldExitWith(2), "");
        Assert.That(result.StandardError, Does.Contain("--artifact"));
    }

    [Test]
    public async Task No_connection()
    {
        Release.Write(
            _directory.Path,
            [("primary", "sqlite")],
            ("primary/V__1_a.sql", "-- upgrade\nSELECT 1;\n-- rollback\nSELECT 1;\n")
        );
        var result = await Tool.RunAsync(_directory.Path, "migrate", "--artifact", Release.FileName);
        AssertOneClearLine(result.ShouldExitWith(2), "primary");
        Assert.That(Directory.GetFiles(_directory.Path), Has.Length.EqualTo(1), "No database may come into being by itself.");
    }

    private async Task ExpectAsync(int exitCode, string engine, string connection, string told)
    {
        Release.Write(
            _directory.Path,
            [("primary", engine)],
            ("primary/V__1_a.sql", "-- upgrade\nSELECT 1;\n-- rollback\nSELECT 1;\n")
        );
        foreach (var command in new[] { "migrate", "rollback", "status", "history" })
        {
            var result = await CommandLine.RunAsync(
                Tool.Path,
                [command, "--artifact", Release.FileName, "--connect-timeout", "0"],
                _directory.Path,
                Tool.Environment(("DBWARDEN_CONNECTION_PRIMARY", connection))
            );
            AssertOneClearLine(result.ShouldExitWith(exitCode), told);
            Assert.That(result.Output, Does.Not.Contain("wrongXk9"));
        }
    }

    private static void AssertOneClearLine(CommandResult result, string told)
    {
        var errors = result
            .StandardError.Split('\n')
            .Where(line => line.StartsWith("error: ", StringComparison.Ordinal))
            .ToList();
        Assert.That(errors, Has.Count.EqualTo(1), result.Output);
        Assert.That(errors[0], Does.Contain(told).And.Not.Contain("bug"));
        Assert.That(result.StandardError, Does.Not.Contain("   at ").And.Not.Contain("Exception"));
    }
}
