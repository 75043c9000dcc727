using System.Data.Common;
using System.Text.Json;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Tests.Artifacts;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace DbWarden.Deploy.Tests.Connections;

/// <summary>
/// A password that is easy to find is put into every form of connection, and looked for in everything that may be shown.
/// </summary>
internal sealed class SecretTests
{
    /// <summary>Every character that URLs, connection strings, shells and JSON treat in their own way.</summary>
    private const string Canary = "canary;p@ss=w/rd 'x' \"y\" %41 \\z é&#?:+";

    private static readonly string Quoted = "\"" + Canary.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    private static readonly string Encoded = Uri.EscapeDataString(Canary);

    private static IEnumerable<TestCaseData> Connections =>
        [
            Case(
                "postgresql",
                $"Host=127.0.0.1;Port=1;Username=app;Password={Quoted};Database=shop;Timeout=1",
                "PostgreSQL string"
            ),
            Case("postgresql", $"postgresql://app:{Encoded}@127.0.0.1:1/shop?connect_timeout=1", "PostgreSQL URL"),
            Case(
                "postgresql",
                $"postgresql://127.0.0.1:1/shop?user=app&password={Encoded}&sslpassword={Encoded}",
                "PostgreSQL URL, options"
            ),
            Case(
                "mysql",
                $"Server=127.0.0.1;Port=1;User ID=app;Password={Quoted};Database=shop;Connection Timeout=1",
                "MySQL string"
            ),
            Case("mysql", $"mysql://app:{Encoded}@127.0.0.1:1/shop?connect-timeout=1", "MySQL URL"),
            Case("mariadb", $"mariadb://app:{Encoded.ToLowerInvariant()}@127.0.0.1:1/shop", "MariaDB URL, small digits"),
            Case("sqlite", $"Data Source=shop.db;Password={Quoted}", "SQLite string"),
            Case("sqlite", $"sqlite:///shop.db?password={Encoded}", "SQLite URL"),
        ];

    [TestCaseSource(nameof(Connections))]
    public void Nothing_that_is_shown_of_a_connection_holds_the_password(string engine, string given)
    {
        var resolved = Resolve(engine, given);
        Assert.That(PasswordOf(resolved), Is.EqualTo(Canary), "The password does not reach the driver.");
        foreach (var shown in (string[])[resolved.ToString(), resolved.Display, resolved.Source])
            Assert.That(shown, Does.Not.Contain("canary"));
    }

    [Test]
    public void Records_that_carry_a_connection_do_not_print_it()
    {
        var environment = new DeploymentEnvironment(
            "/srv",
            new Dictionary<string, string> { ["DATABASE_URL"] = Canary },
            TextReader.Null
        );
        var request = new ConnectionRequest
        {
            Environment = environment,
            Database = "primary",
            Connection = Canary,
        };
        var target = new DeploymentTarget
        {
            Database = "primary",
            Engine = "sqlite",
            ConnectionString = Canary,
        };
        foreach (var shown in (string[])[environment.ToString(), request.ToString(), target.ToString()])
            Assert.That(shown, Does.Not.Contain("canary"));
    }

    [TestCaseSource(nameof(Connections))]
    public void Every_way_of_writing_the_password_is_scrubbed(string engine, string given)
    {
        var secrets = Resolve(engine, given).Secrets;
        string[] texts =
        [
            Canary,
            given,
            Resolve(engine, given).ConnectionString,
            Encoded,
            Quoted,
            JsonSerializer.Serialize(Canary),
            $"'{Canary.Replace("'", "''", StringComparison.Ordinal)}'",
            $"*:*:*:*:{Canary.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal)}",
            $"password=\"{Canary.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        ];
        foreach (var text in texts)
            Assert.That(
                secrets.Scrub($"before {text} after"),
                Does.StartWith("before ").And.EndWith(" after").And.Contain("***").And.Not.Contain("canary"),
                text
            );
    }

    [TestCaseSource(nameof(Connections))]
    public async Task What_the_driver_says_is_free_of_the_password(string engine, string given)
    {
        var resolved = Resolve(engine, given);
        await using DbConnection connection = engine switch
        {
            "postgresql" => new NpgsqlConnection(resolved.ConnectionString),
            "sqlite" => new SqliteConnection(resolved.ConnectionString),
            _ => new MySqlConnection(resolved.ConnectionString),
        };
        var problem = (await Assert.CatchAsync(() => connection.OpenAsync()))!;
        Assert.That(resolved.Secrets.Scrub(problem.ToString()), Does.Not.Contain("canary"));
    }

    [TestCaseSource(nameof(Connections))]
    public void No_error_about_a_damaged_connection_holds_the_password(string engine, string given)
    {
        // Wherever the text is cut or a character of it is lost, the message may say why, and not what.
        for (var i = 0; i < given.Length; i++)
        {
            foreach (
                var damaged in (string[])
                    [
                        given[..i],
                        given.Remove(i, 1),
                        given.Insert(i, ";"),
                        given.Insert(i, "="),
                        given.Insert(i, "\""),
                        given.Insert(i, "%"),
                    ]
            )
            {
                var result = ConnectionText.Read(damaged, "a test", "primary", engine, "/srv");
                if (!result.IsSuccess)
                    Assert.That(
                        result.Failure.InWords(),
                        Does.Not.Contain("canary").And.Not.Contain("p@ss").And.Not.Contain("p%40ss"),
                        damaged
                    );
            }
        }
    }

    [Test]
    public void Secrets_within_secrets_leave_nothing_behind()
    {
        var secrets = SecretScrubber.Of(["inner", "outer-inner-outer"]);
        Assert.That(secrets.Scrub("a outer-inner-outer b inner c"), Is.EqualTo("a *** b *** c"));
    }

    [Test]
    public void Scrubbers_can_be_joined()
    {
        var both = SecretScrubber.Of(["first"]).With(SecretScrubber.Of(["second"]));
        Assert.That(both.Scrub("first and second"), Is.EqualTo("*** and ***"));
        Assert.That(SecretScrubber.None.Scrub("first"), Is.EqualTo("first"));
    }

    private static TestCaseData Case(string engine, string given, string name) =>
        new TestCaseData(engine, given).SetArgDisplayNames(name);

    private static ResolvedConnection Resolve(string engine, string given) =>
        ConnectionText.Read(given, "a test", "primary", engine, "/srv").ShouldSucceed();

    private static string? PasswordOf(ResolvedConnection connection) =>
        connection.Engine switch
        {
            "postgresql" => new NpgsqlConnectionStringBuilder(connection.ConnectionString).Password,
            "sqlite" => new SqliteConnectionStringBuilder(connection.ConnectionString).Password,
            _ => new MySqlConnectionStringBuilder(connection.ConnectionString).Password,
        };
}
