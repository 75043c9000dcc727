using DbWarden.TestSupport;
using MySqlConnector;
using Npgsql;

namespace DbWarden.Tool.Tests.Output;

/// <summary>The text of what only a server can do: stop half way, and turn somebody away. Snapshots as in <see cref="TextTests"/>.</summary>
[Platform(Exclude = "Win", Reason = "Windows has no script(1).")]
[TestFixture(null)]
[TestFixture(80)]
[TestFixture(200)]
public sealed class ServerTextTests(int? columns)
{
    private const string Variable = "DBWARDEN_CONNECTION_PRIMARY";
    private const string Artifact = "--artifact " + Release.FileName;
    private const string Product =
        "-- upgrade\nCREATE TABLE product (id BIGINT PRIMARY KEY);\n-- rollback\nDROP TABLE product;\n";
    private const string Orders = """
        -- upgrade
        CREATE TABLE orders (id BIGINT PRIMARY KEY);
        INSERT INTO product VALUES (1);
        INSERT INTO product VALUES (2);
        CREATE INDEX by_customer ON orders (customer);
        CREATE TABLE order_line (id BIGINT PRIMARY KEY);
        -- rollback
        DROP TABLE order_line;
        DROP TABLE orders;
        DELETE FROM product;

        """;

    private Transcript _transcript = null!;

    [SetUp]
    public void Begin() => _transcript = new Transcript(columns);

    [TearDown]
    public void End() => _transcript.Dispose();

    [Test]
    public async Task A_release_that_stops_half_way_on_mariadb()
    {
        var server = await MariaDbServer.SharedAsync();
        var connection = new MySqlConnectionStringBuilder(server.ConnectionString) { Database = NewName() };
        await server.ExecuteAsync($"CREATE DATABASE {connection.Database} CHARACTER SET utf8mb4");
        _transcript.Hide($"{connection.Server}:{connection.Port}", "127.0.0.1:33060");
        _transcript.Hide(connection.Database, "shop_00000000");
        _transcript.Variables[Variable] = connection.ConnectionString;
        Publish("mariadb", Orders);

        await _transcript.TypeAsync($"migrate {Artifact}");
        await _transcript.TypeAsync($"migrate {Artifact}");
        await AgeAsync();
        await _transcript.TypeAsync($"status {Artifact}");
        await _transcript.TypeAsync($"history {Artifact}");
        await _transcript.TypeAsync($"rollback {Artifact}");
        await _transcript.TypeAsync($"migrate --resume {Artifact}");
        Publish("mariadb", Orders.Replace("INTO product VALUES (2)", "INTO product VALUES (3)"));
        await _transcript.TypeAsync($"migrate --resume {Artifact}");
        Publish("mariadb", Orders.Replace("(customer)", "(id)"));
        await _transcript.TypeAsync($"migrate --resume {Artifact}");
        await AgeAsync();
        await _transcript.TypeAsync($"status {Artifact}");
        await _transcript.TypeAsync($"history {Artifact}");
        Match();

        Task AgeAsync() =>
            server.ExecuteAsync(
                $"UPDATE {connection.Database}.__dbwarden_migrations SET applied_at = '2019-07-01 12:00:00', duration_ms = 1234, applied_by = 'deploy@build';"
                    + $"UPDATE {connection.Database}.__dbwarden_history SET happened_at = '2019-07-01 12:00:00', duration_ms = 1234, happened_by = 'deploy@build'"
            );
    }

    [Test]
    public async Task A_login_that_mariadb_refuses()
    {
        var server = await MariaDbServer.SharedAsync();
        var connection = new MySqlConnectionStringBuilder(server.ConnectionString)
        {
            Database = NewName(),
            UserID = NewName(),
            Password = "not it",
        };
        await server.ExecuteAsync($"CREATE DATABASE {connection.Database}");
        await server.ExecuteAsync($"CREATE USER {connection.UserID} IDENTIFIED BY 'right'");
        _transcript.Hide($"{connection.Server}:{connection.Port}", "127.0.0.1:33060");
        _transcript.Hide(connection.UserID, "deploy_000000");
        // As the server calls this machine, with or without a look at its name.
        _transcript.Hide("'@'127.0.0.1'", "'@'localhost'");
        _transcript.Hide(connection.Database, "shop_00000000");
        Publish("mariadb", Orders);

        await TypeAllAsync(connection.ConnectionString);
        connection.Password = "right";
        await TypeAllAsync(connection.ConnectionString);
        connection.UserID = "root";
        connection.Password = new MySqlConnectionStringBuilder(server.ConnectionString).Password;
        connection.Database = "there_is_none";
        await TypeAllAsync(connection.ConnectionString);
        Match();
    }

    [Test]
    public async Task A_login_that_postgresql_refuses()
    {
        var server = await PostgreSqlServer.SharedAsync();
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Username = "nobody_here",
            Password = "not it",
        };
        _transcript.Hide($"{connection.Host}:{connection.Port}", "127.0.0.1:54320");
        Publish("postgresql", Orders);

        await TypeAllAsync(connection.ConnectionString);
        connection.Username = new NpgsqlConnectionStringBuilder(server.ConnectionString).Username;
        connection.Database = "there_is_none";
        await TypeAllAsync(connection.ConnectionString);
        Match();
    }

    /// <summary>A command whose text a screen folds, and one that shows what it does.</summary>
    private async Task TypeAllAsync(string connection)
    {
        _transcript.Variables[Variable] = connection;
        await _transcript.TypeAsync($"status {Artifact}");
        await _transcript.TypeAsync($"migrate {Artifact}");
    }

    private void Match() => Snapshots.Match(_transcript.ToString(), columns is null ? "pipe" : $"{columns}");

    private void Publish(string engine, string second) =>
        Release.Write(
            _transcript.Directory,
            [("primary", engine)],
            ("primary/V__0001_create_product.sql", Product),
            ("primary/V__0002_add_orders.sql", second)
        );

    /// <summary>As long as any other.</summary>
    private static string NewName() => "text_" + Guid.NewGuid().ToString("N")[..8];
}
