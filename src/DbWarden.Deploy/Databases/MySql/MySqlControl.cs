using System.Data.Common;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>Sets up the sessions in which nothing of a migration runs: those that read and write our own tables.</summary>
internal static class MySqlControl
{
    // Whoever meets a locked row of ours asks again later; waiting for a minute would hold other locks meanwhile.
    private const string Settings =
        $"SET SESSION innodb_lock_wait_timeout = 2, {MySqlIdling.Allow}; SHOW VARIABLES LIKE 'wsrep_on'";

    /// <summary>A node of a cluster answers from its own, perhaps older state unless it is told to catch up first.</summary>
    private const string CatchUp = "SET SESSION wsrep_sync_wait = 15";

    private const string DoNotCatchUp = "SET SESSION wsrep_sync_wait = 0";

    /// <returns>Whether the server is a node of a Galera cluster.</returns>
    public static async Task<bool> PrepareAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var settings = connection.CreateCommand();
        settings.CommandText = Settings;
        // A server that knows nothing of clusters has no such variable.
        var isNode = false;
        await using (var reader = await settings.ExecuteReaderAsync(cancellation))
        {
            if (await reader.ReadAsync(cancellation))
                isNode = reader.GetString(1) == "ON";
        }

        if (!isNode)
            return false;
        await using var catchUp = connection.CreateCommand();
        catchUp.CommandText = CatchUp;
        await catchUp.ExecuteNonQueryAsync(cancellation);
        return true;
    }

    /// <summary>A query about the node itself. It is answered also while the cluster works on a definition, for which catching up waits.</summary>
    public static string WithoutCatchingUp(DatabaseConnection connection, string query) =>
        connection.Sql.KeepsLeaseByWriting ? $"{DoNotCatchUp}; {query}; {CatchUp}" : query;
}
