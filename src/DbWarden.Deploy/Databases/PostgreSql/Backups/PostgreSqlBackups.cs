using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Backups.Clients;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Databases.PostgreSql.Backups;

/// <summary>Backups of PostgreSQL are archives of <c>pg_dump</c>.</summary>
internal sealed class PostgreSqlBackups : EngineBackups
{
    public static PostgreSqlBackups Instance { get; } = new();

    public override string Extension => ".pgdump";

    public override async Task<ServerProduct> ReadProductAsync(DatabaseConnection connection, CancellationToken cancellation) =>
        (
            await connection.ReadAsync(
                new Query("SELECT split_part(current_setting('server_version'), ' ', 1)"),
                row => new ServerProduct("postgresql", row.GetString(0)),
                cancellation
            )
        )[0];

    /// <summary>An archive goes into the same major version or a newer one.</summary>
    public override string? FindMismatch(ServerProduct backup, ServerProduct server) =>
        backup.Engine == server.Engine
        && ProgramVersion.Parse(backup.Version)?.Major <= ProgramVersion.Parse(server.Version)?.Major
            ? null
            : DescribeMismatch(backup, server);

    public override async Task<Result<EngineBackup>> PrepareAsync(BackupContext context, CancellationToken cancellation)
    {
        var found = await FindAsync(context, ["pg_dump", "pg_restore"], cancellation);
        if (!found.IsSuccess)
            return found.Failure;
        var size = await context.Control.ReadAsync(
            new Query("SELECT pg_database_size(current_database())"),
            row => row.GetInt64(0),
            cancellation
        );
        return new PostgreSqlBackup(context, found.Value[0], found.Value[1], size[0]);
    }

    public override async Task<Result<EngineRestore>> PrepareRestoreAsync(BackupContext context, CancellationToken cancellation)
    {
        var found = await FindAsync(context, ["pg_restore", "psql"], cancellation);
        return found.IsSuccess ? new PostgreSqlRestore(context, found.Value[0], found.Value[1]) : found.Failure;
    }

    private static async Task<Result<string[]>> FindAsync(
        BackupContext context,
        string[] programs,
        CancellationToken cancellation
    )
    {
        if (context.Facts.IsPooled)
            return BackupFailure.Of(
                "The connection leads through a connection pooler, where the settings of pg_dump and psql would reach other people's sessions.",
                next: ["Give a direct connection to the server, beside the pooler, for the deploy."]
            );
        // Minor versions of the same major one fit together.
        var version = ProgramVersion.Parse(context.Product.Version)!.Value with
        {
            Minor = 0,
        };
        var search = new ClientSearch(
            "PostgreSQL " + context.Product.Version,
            version,
            FormattableString.Invariant($"postgresql-client-{version.Major}"),
            ReadVersion
        );
        var paths = new string[programs.Length];
        for (var i = 0; i < programs.Length; i++)
        {
            var path = await search.FindAsync([programs[i]], cancellation);
            if (!path.IsSuccess)
                return path.Failure;
            paths[i] = path.Value;
        }

        return paths;
    }

    /// <summary>From such as <c>pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)</c>.</summary>
    private static ProgramVersion? ReadVersion(string text)
    {
        const string Product = "(PostgreSQL) ";
        var at = text.IndexOf(Product, StringComparison.Ordinal);
        return at < 0 ? null : ProgramVersion.Parse(text[(at + Product.Length)..]);
    }
}
