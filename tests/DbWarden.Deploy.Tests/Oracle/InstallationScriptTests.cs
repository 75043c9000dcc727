using System.Text;
using DbWarden.TestSupport;
using MySqlConnector;

namespace DbWarden.Deploy.Tests.Oracle;

/// <summary>
/// The scripts with which MariaDB installs itself are read from the machine: hundreds of routines and triggers, with DELIMITER and, for the
/// server's own reader, without. A server that they have installed is the truth.
/// </summary>
public sealed class InstallationScriptTests
{
    private static readonly string[] Folders = ["/usr/share/mysql", "/usr/share/mariadb", "/usr/local/share/mysql"];

    // In the order of mariadb-install-db, as these share variables.
    private static readonly string[] ServerScripts =
    [
        "mysql_system_tables.sql",
        "mysql_performance_tables.sql",
        "mysql_system_tables_data.sql",
        "maria_add_gis_sp_bootstrap.sql",
    ];

    private static readonly string[] ClientScripts = ["fill_help_tables.sql", "mysql_sys_schema.sql"];

    private const string Removals = """
        DROP PROCEDURE AddGeometryColumn; DROP PROCEDURE DropGeometryColumn;
        DROP TABLE help_topic, help_category, help_relation, help_keyword;
        DROP DATABASE sys;
        """;

    [Test]
    public async Task Statement_by_statement_they_bring_back_what_they_have_installed()
    {
        var server = await MariaDbServer.StartAsync();
        using var client = new MariaDbClient();
        var connectionString = new MySqlConnectionStringBuilder(server.ConnectionString) { Database = "mysql" }.ConnectionString;
        // The server's own reader drops lines of strings that look like comments, so what the client can run is installed by the client.
        foreach (var script in ClientScripts)
            await MariaDbClient.RunAsync(connectionString, await ReadAsync(script), "--comments");
        var installed = await DumpAsync(connectionString);

        await RunStatementsAsync(client, connectionString, Encoding.UTF8.GetBytes(Removals));
        // The character set of an installation.
        await RunStatementsAsync(
            client,
            connectionString,
            ["SET NAMES utf8mb3"u8.ToArray(), .. await Task.WhenAll(ServerScripts.Select(ReadAsync))]
        );
        foreach (var script in ClientScripts)
            await RunStatementsAsync(client, connectionString, await ReadAsync(script));
        Assert.That(await DumpAsync(connectionString), Is.EqualTo(installed));
        await server.StopAsync();
    }

    /// <summary>Runs scripts on a connection of their own.</summary>
    private static async Task RunStatementsAsync(MariaDbClient client, string connectionString, params byte[][] scripts)
    {
        await using var connection = client.Connect(connectionString);
        await connection.OpenAsync();
        foreach (var script in scripts)
            await StatementRunner.RunAsync(client, connection, "mariadb", script);
    }

    private static Task<byte[]> ReadAsync(string script)
    {
        var folder = Array.Find(Folders, folder => File.Exists(Path.Combine(folder, script)));
        Assert.That(folder, Is.Not.Null, $"MariaDB's {script} is not where it usually is.");
        return File.ReadAllBytesAsync(Path.Combine(folder!, script));
    }

    private static async Task<string> DumpAsync(string connectionString) =>
        await MariaDbClient.DumpAsync(connectionString, "--no-data", "--databases", "mysql", "sys")
        + await MariaDbClient.DumpAsync(
            connectionString,
            "mysql",
            "help_topic",
            "help_category",
            "help_relation",
            "help_keyword"
        );
}
