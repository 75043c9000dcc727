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

    [Test]
    public async Task A_newer_postgresql_answers()
    {
        var server = await PostgreSqlServer.SharedNewerAsync();
        await using var connection = new NpgsqlConnection(await server.CreateDatabaseAsync());
        await connection.OpenAsync();
        Assert.That(connection.PostgreSqlVersion.Major, Is.GreaterThanOrEqualTo(18));
    }

    [Test]
    public async Task A_pooler_in_transaction_mode_answers()
    {
        var pooler = await PgBouncer.SharedAsync();
        await using var connection = new NpgsqlConnection(await pooler.CreateDatabaseAsync());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Every_node_of_a_cluster_sees_a_new_database()
    {
        var cluster = await GaleraCluster.SharedAsync();
        foreach (var connectionString in await cluster.CreateDatabaseAsync())
        {
            await using var connection = new MySqlConnection(connectionString);
            await connection.OpenAsync();
            await using var command = new MySqlCommand("SHOW STATUS LIKE 'wsrep_cluster_size'", connection);
            await using var reader = await command.ExecuteReaderAsync();
            Assert.That(await reader.ReadAsync(), Is.True);
            Assert.That(reader.GetString(1), Is.EqualTo("3"));
        }
    }
}
