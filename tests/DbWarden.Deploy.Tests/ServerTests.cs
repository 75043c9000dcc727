using DbWarden.TestSupport;
using MySqlConnector;
using Npgsql;

namespace DbWarden.Deploy.Tests;

public sealed class ServerTests
{
    [Test]
    public async Task A_fresh_postgresql_database_answers()
    {
        var server = await PostgreSqlServer.SharedAsync();
        await using var connection = new NpgsqlConnection(await server.CreateDatabaseAsync());
        await connection.OpenAsync();
        Assert.That(connection.PostgreSqlVersion.Major, Is.GreaterThanOrEqualTo(15));
    }

    [Test]
    public async Task A_fresh_mariadb_database_answers()
    {
        var server = await MariaDbServer.SharedAsync();
        await using var connection = new MySqlConnection(await server.CreateDatabaseAsync());
        await connection.OpenAsync();
        Assert.That(connection.ServerVersion, Does.Contain("MariaDB"));
    }
}
