using System.Data.Common;
using EvolveDb;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace DbWarden.Benchmarks.Peers;

internal static class EvolvePeer
{
    public static void Migrate(string engine, string connection, string folder)
    {
        using var database = Open(engine, connection);
        new Evolve(database) { Locations = [folder], IsEraseDisabled = true }.Migrate();
    }

    private static DbConnection Open(string engine, string connection) =>
        engine switch
        {
            "sqlite" => new SqliteConnection(connection),
            "postgresql" => new NpgsqlConnection(connection),
            "mariadb" => new MySqlConnection(connection),
            _ => throw new ArgumentException($"Evolve is not measured on {engine}."),
        };
}
