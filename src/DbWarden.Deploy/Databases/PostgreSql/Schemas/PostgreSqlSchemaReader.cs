using System.Data.Common;
using DbWarden.Deploy.Schemas;
using Npgsql;

namespace DbWarden.Deploy.Databases.PostgreSql.Schemas;

/// <summary>Reads the catalogs: one round trip, whatever is in the database.</summary>
internal sealed class PostgreSqlSchemaReader
{
    private static readonly string[] Queries =
    [
        PostgreSqlCatalog.Namespaces,
        PostgreSqlCatalog.Extensions,
        PostgreSqlCatalog.Types,
        PostgreSqlCatalog.Sequences,
        PostgreSqlCatalog.Columns,
        PostgreSqlCatalog.Constraints,
        PostgreSqlCatalog.Indexes,
        PostgreSqlCatalog.Triggers,
        PostgreSqlCatalog.Rules,
        PostgreSqlCatalog.Relations,
        PostgreSqlCatalog.Routines,
    ];

    private readonly NpgsqlDataReader _reader;
    private readonly CancellationToken _cancellation;

    private PostgreSqlSchemaReader(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        _reader = reader;
        _cancellation = cancellation;
    }

    public static async Task<DatabaseSchema> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // One snapshot for all queries; the settings end with the transaction, so that a pooler's next client never sees them.
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL search_path = ''"));
        // Numbers and texts in defaults are written by these.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL quote_all_identifiers = off"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL extra_float_digits = 1"));
        foreach (var query in Queries)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(query));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        return await new PostgreSqlSchemaReader(reader, cancellation).ReadAllAsync();
    }

    private async Task<DatabaseSchema> ReadAllAsync()
    {
        var namespaces = await RowsAsync(row => new SchemaNamespace { Name = row.GetString(0), Comment = row.TextOrNull(1) });
        var extensions = await RowsAsync(row => new SchemaExtension
        {
            Name = row.GetString(0),
            Schema = row.GetString(1),
            Version = row.GetString(2),
        });
        var types = await RowsAsync(ReadType);
        var sequences = await RowsAsync(ReadSequence);
        var parts = new PostgreSqlTableParts
        {
            Columns = await PartsAsync(ReadColumn),
            Constraints = await PartsAsync(ReadConstraint),
            Indexes = await PartsAsync(ReadIndex),
            Triggers = await PartsAsync(ReadTrigger),
            Rules = await PartsAsync(ReadRule),
        };
        var relations = await RowsAsync(ReadRelation);
        var routines = await RowsAsync(ReadRoutine);
        return new DatabaseSchema
        {
            Engine = "postgresql",
            Namespaces = namespaces,
            Extensions = extensions,
            Types = types,
            Sequences = sequences,
            Tables = [.. relations.Where(relation => relation is { IsView: false, IsOurs: false }).Select(parts.Table)],
            Views = [.. relations.Where(relation => relation.IsView).Select(parts.View)],
            Routines = routines,
        };
    }

    private async Task<List<T>> RowsAsync<T>(Func<DbDataReader, T> read)
    {
        var rows = await _reader.ReadRowsAsync(read, _cancellation);
        await _reader.NextResultAsync(_cancellation);
        return rows;
    }

    private async Task<ILookup<long, T>> PartsAsync<T>(Func<DbDataReader, T> read)
    {
        var rows = await RowsAsync(row => (Relation: row.GetInt64(0), Part: read(row)));
        return rows.ToLookup(row => row.Relation, row => row.Part);
    }

    private static SchemaType ReadType(DbDataReader row) =>
        new(
            row.GetString(2) switch
            {
                "e" => SchemaType.Enum,
                "d" => SchemaType.Domain,
                "r" => SchemaType.Range,
                _ => SchemaType.Composite,
            }
        )
        {
            Name = new ObjectName(row.GetString(0), row.GetString(1)),
            CreationOrder = row.GetInt64(3),
            Comment = row.TextOrNull(4),
            Members = row.GetFieldValue<string[]>(5),
            Definition = row.TextOrNull(6),
        };

    private static SchemaSequence ReadSequence(DbDataReader row) =>
        new()
        {
            Name = new ObjectName(row.GetString(0), row.GetString(1)),
            CreationOrder = row.GetInt64(2),
            Comment = row.TextOrNull(3),
            Type = row.GetString(4),
            Start = row.GetInt64(5),
            Increment = row.GetInt64(6),
            Minimum = row.GetInt64(7),
            Maximum = row.GetInt64(8),
            Cache = row.GetInt64(9),
            Cycles = row.GetBoolean(10),
            OwnedBy = row.TextOrNull(11),
        };

    private static PostgreSqlRelation ReadRelation(DbDataReader row) =>
        new(
            row.GetInt64(0),
            new ObjectName(row.GetString(1), row.GetString(2)),
            row.GetString(3),
            row.TextOrNull(4),
            row.GetFieldValue<string[]>(5),
            row.TextOrNull(6)
        );

    private static SchemaColumn ReadColumn(DbDataReader row)
    {
        var expression = row.TextOrNull(4);
        var generated = row.GetString(5);
        return new SchemaColumn
        {
            Name = row.GetString(1),
            Type = row.GetString(2),
            IsNullable = !row.GetBoolean(3),
            Default = generated is "s" or "v" ? null : expression,
            Generated = generated switch
            {
                "s" => $"({expression}) stored",
                "v" => $"({expression}) virtual",
                _ => null,
            },
            Identity = Identity(row.GetString(6), row.TextOrNull(10)),
            Collation = row.TextOrNull(7),
            Comment = row.TextOrNull(8),
            Options = row.GetFieldValue<string[]>(9),
        };
    }

    private static string? Identity(string identity, string? sequence)
    {
        var options = string.IsNullOrEmpty(sequence) ? "" : $" ({sequence})";
        return identity switch
        {
            "a" => "always" + options,
            "d" => "by default" + options,
            _ => null,
        };
    }

    private static SchemaConstraint ReadConstraint(DbDataReader row) =>
        new(
            row.GetString(2) switch
            {
                "p" => SchemaConstraint.PrimaryKey,
                "u" => SchemaConstraint.Unique,
                "f" => SchemaConstraint.ForeignKey,
                "x" => SchemaConstraint.Exclusion,
                "n" => SchemaConstraint.NotNull,
                _ => SchemaConstraint.Check,
            }
        )
        {
            Name = row.GetString(1),
            Definition = row.GetString(3),
            Comment = row.TextOrNull(4),
            Columns = row.GetFieldValue<string[]>(5),
        };

    private static SchemaIndex ReadIndex(DbDataReader row) =>
        new()
        {
            Name = row.GetString(1),
            IsUnique = row.GetBoolean(2),
            IsValid = row.GetBoolean(3),
            Definition = row.GetString(4),
            Comment = row.TextOrNull(5),
        };

    private static SchemaTrigger ReadTrigger(DbDataReader row) =>
        new()
        {
            Name = row.GetString(1),
            Firing = row.GetString(2) switch
            {
                "D" => "disabled",
                "R" => "replica",
                "A" => "always",
                _ => null,
            },
            Definition = row.GetString(3),
            Comment = row.TextOrNull(4),
        };

    private static SchemaRule ReadRule(DbDataReader row) =>
        new(row.GetString(1))
        {
            Name = row.GetString(2),
            Definition = row.GetString(3),
            Comment = row.TextOrNull(4),
        };

    private static SchemaRoutine ReadRoutine(DbDataReader row) =>
        new(
            row.GetString(2) switch
            {
                "p" => "procedure",
                "a" => "aggregate",
                "w" => "window function",
                _ => "function",
            }
        )
        {
            Name = new ObjectName(row.GetString(0), row.GetString(1)),
            Signature = row.GetString(3),
            CreationOrder = row.GetInt64(4),
            Comment = row.TextOrNull(5),
            Definition = row.GetString(6).TrimEnd(),
        };
}
