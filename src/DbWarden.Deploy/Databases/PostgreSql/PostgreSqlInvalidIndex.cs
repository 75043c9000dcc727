using System.Text.RegularExpressions;
using DbWarden.Deploy.Execution;
using Npgsql;

namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>
/// A CREATE INDEX CONCURRENTLY that fails leaves its index behind, invalid: it is not used, costs every write, and stands in the way
/// of another attempt.
/// </summary>
internal static partial class PostgreSqlInvalidIndex
{
    public static async Task DropAsync(NpgsqlConnection connection, ScriptStatement statement, CancellationToken cancellation)
    {
        var match = CreateConcurrently().Match(statement.Text);
        if (!match.Success)
            return;
        var table = match.Groups["table"].Value;
        var name = match.Groups["name"].Value;
        await using var find = new NpgsqlCommand(
            "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = to_regclass($1) AND NOT indisvalid "
                + "AND (SELECT relname FROM pg_class WHERE oid = indexrelid) = (parse_ident($2))[1]",
            connection
        );
        find.Parameters.Add(new NpgsqlParameter { Value = table });
        find.Parameters.Add(new NpgsqlParameter { Value = name });
        if (await find.ExecuteScalarAsync(cancellation) is not string index)
            return;
#pragma warning disable CA2100 // The server has just spelled this name, quoted where it needs to be.
        await using var drop = new NpgsqlCommand("DROP INDEX CONCURRENTLY " + index, connection);
#pragma warning restore CA2100
        await drop.ExecuteNonQueryAsync(cancellation);
    }

    private const string Name = "(?:\"(?:[^\"]|\"\")+\"|[^\\s\".(]+)";

    [GeneratedRegex(
        "^CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+CONCURRENTLY\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(?<name>"
            + Name
            + ")\\s+ON\\s+(?:ONLY\\s+)?(?<table>"
            + Name
            + "(?:\\s*\\.\\s*"
            + Name
            + ")?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex CreateConcurrently();
}
