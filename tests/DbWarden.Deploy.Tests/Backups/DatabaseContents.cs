using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Schemas.Writing;
using DbWarden.Deploy.Tests.Schemas;

namespace DbWarden.Deploy.Tests.Backups;

/// <summary>All that a database holds but our own tables: its schema, and a checksum over the rows of each table.</summary>
internal static class DatabaseContents
{
    public static async Task<IReadOnlyList<string>> ReadAsync(SchemaSource source)
    {
        var engine = DatabaseEngine.Find(source.Name)!;
        await using var database = await engine.OpenAsync(source.ConnectionString, Access.Read, CancellationToken.None);
        var schema = await engine.Schemas.ReadAsync(database.Connection, CancellationToken.None);
        var contents = new List<string> { SchemaDocument.ToJson(schema) };
        foreach (var table in schema.Tables.Select(table => table.Name))
        {
            var name = engine.Sql.TableName(table.Schema, table.Name);
            // The server's own text has every type, whether the driver knows it or not.
            var query = source.Name == "postgresql" ? $"SELECT t::text FROM {name} t" : $"SELECT * FROM {name}";
            contents.Add($"{table}: {await ChecksumAsync(database.Connection, query)}");
        }

        if (source.Name == "postgresql")
        {
            contents.Add(
                await ChecksumAsync(database.Connection, "SELECT oid::text, md5(lo_get(oid)) FROM pg_largeobject_metadata")
            );
            contents.Add(
                await ChecksumAsync(
                    database.Connection,
                    "SELECT sequencename::text, last_value FROM pg_sequences WHERE NOT starts_with(sequencename, '__dbwarden')"
                )
            );
        }

        return contents;
    }

    private static async Task<string> ChecksumAsync(DbConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader, column))));
        var all = string.Join('\n', rows.Order(StringComparer.Ordinal));
        return $"{rows.Count} rows, {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))}";
    }

    private static string Text(DbDataReader reader, int column) =>
        reader.GetValue(column) switch
        {
            DBNull => "null",
            byte[] bytes => Convert.ToHexStringLower(bytes),
            var value => $"{reader.GetDataTypeName(column)}:{Convert.ToString(value, CultureInfo.InvariantCulture)}",
        };
}
