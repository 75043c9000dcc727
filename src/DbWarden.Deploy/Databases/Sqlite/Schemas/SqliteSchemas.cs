using System.Data.Common;
using System.Text;
using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Schemas.Scratch;

namespace DbWarden.Deploy.Databases.Sqlite.Schemas;

internal sealed class SqliteSchemas : EngineSchemas
{
    public static SqliteSchemas Instance { get; } = new();

    public override Task<DatabaseSchema> ReadAsync(DbConnection connection, CancellationToken cancellation) =>
        SqliteSchemaReader.ReadAsync(connection, cancellation);

    /// <summary>SQLite looks up what a statement refers to when it is used, so any order of tables and of views will do.</summary>
    public override string WriteSql(DatabaseSchema schema)
    {
        var script = new StringBuilder();
        var statements = schema
            .Tables.Select(table => table.Sql)
            .Concat(schema.Tables.SelectMany(table => table.Indexes).Select(index => index.Sql))
            .Concat(schema.Views.Select(view => view.Sql))
            .Concat(
                schema
                    .Tables.SelectMany(table => table.Triggers)
                    .Concat(schema.Views.SelectMany(view => view.Triggers))
                    .Select(trigger => trigger.Sql?.Statement)
            );
        foreach (var statement in statements)
            // On a line of its own: the text may end with a comment.
            script.Append(statement).Append("\n;\n");
        return script.ToString();
    }

    public override Task<ScratchSpace> OpenScratchSpaceAsync(string connectionString, CancellationToken cancellation) =>
        Task.FromResult<ScratchSpace>(new SqliteScratchSpace(connectionString));
}
