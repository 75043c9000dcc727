using DbWarden.TestSupport;
using MySqlConnector;
using Npgsql;

namespace DbWarden.Tool.Tests.Deploying;

/// <summary>A password that is searched for in everything that the tool writes.</summary>
public sealed class SecretTests
{
    private const string Canary = "Xk9canary";

    private TemporaryDirectory _directory = null!;

    private static IEnumerable<string[]> Commands =>
        [
            ["migrate"],
            ["migrate", "--dry-run"],
            ["migrate", "--verbose"],
            ["migrate"],
            ["status"],
            ["history"],
            ["rollback"],
        ];

    [SetUp]
    public void MakeDirectory() => _directory = new TemporaryDirectory();

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [Test]
    public async Task A_password_never_shows_on_postgresql()
    {
        var server = await PostgreSqlServer.SharedAsync();
        var builder = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync()) { Password = Canary };
        var url = $"postgresql://postgres:{Canary}@127.0.0.1:{builder.Port}/{builder.Database}";
        await SearchAsync(
            "postgresql",
            [
                builder.ConnectionString,
                url,
                builder.ConnectionString + ";Nonsense=1",
                url + "?nonsense=1",
                url.Replace("127.0.0.1", "no.such.host.invalid"),
                $"postgresql://postgres:{Canary}@:x/y",
            ]
        );
    }

    [Test]
    public async Task A_password_never_shows_on_mariadb()
    {
        var server = await MariaDbServer.SharedAsync();
        await server.ExecuteAsync($"CREATE OR REPLACE USER app@'127.0.0.1' IDENTIFIED BY '{Canary}'");
        await server.ExecuteAsync("GRANT ALL ON *.* TO app@'127.0.0.1'");
        var builder = new MySqlConnectionStringBuilder(await server.CreateDatabaseAsync()) { UserID = "app", Password = Canary };
        var url = $"mariadb://app:{Canary}@127.0.0.1:{builder.Port}/{builder.Database}";
        await SearchAsync(
            "mariadb",
            [
                builder.ConnectionString,
                url,
                builder.ConnectionString + ";Nonsense=1",
                builder.ConnectionString.Replace(Canary, Canary + "wrong"),
            ]
        );
    }

    private async Task SearchAsync(string engine, string[] connections)
    {
        var breaks = ("primary/V__0002_break.sql", $"-- upgrade\nSELECT * FROM no_such_table;\n-- rollback\nDROP TABLE a;\n");
        var works = ("primary/V__0001_a.sql", "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n");
        foreach (var connection in connections)
        {
            foreach (var release in new[] { new[] { works }, [works, breaks] })
            {
                Release.Write(_directory.Path, [("primary", engine)], release);
                foreach (var command in Commands)
                    await SearchOutputAsync(connection, command);
            }
        }
    }

    private async Task SearchOutputAsync(string connection, string[] command)
    {
        string[] arguments = [.. command, "--artifact", Release.FileName, "--connect-timeout", "0", "--json"];
        var file = _directory.Write("connection.txt", connection + "\n");
        var results = await Task.WhenAll(
            RunAsync(arguments, ("DBWARDEN_CONNECTION_PRIMARY", connection)),
            RunAsync([.. arguments[..^1], "--connection", connection]),
            RunAsync([.. arguments, "--verbose", "--connection-file", file])
        );
        foreach (var result in results)
        {
            Assert.That(result.Output, Does.Not.Contain(Canary));
            Assert.That(result.ExitCode, Is.Not.EqualTo(ExitCodes.Bug), result.Output);
        }
    }

    private Task<CommandResult> RunAsync(string[] arguments, params (string, string?)[] variables) =>
        CommandLine.RunAsync(Tool.Path, arguments, _directory.Path, Tool.Environment(variables));
}
