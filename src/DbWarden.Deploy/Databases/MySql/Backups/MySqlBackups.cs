using System.Text.RegularExpressions;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Backups.Clients;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Databases.MySql.Backups;

/// <summary>Backups of MySQL and MariaDB are what <c>mysqldump</c> or <c>mariadb-dump</c> writes, compressed.</summary>
internal sealed partial class MySqlBackups : EngineBackups
{
    private const string MariaDb = "mariadb";

    public static MySqlBackups Instance { get; } = new();

    public override string Extension => ".sql.gz";

    public override async Task<ServerProduct> ReadProductAsync(DatabaseConnection connection, CancellationToken cancellation)
    {
        var versions = await connection.ReadAsync(new Query("SELECT VERSION()"), row => row.GetString(0), cancellation);
        var isMariaDb = versions[0].Contains(MariaDb, StringComparison.OrdinalIgnoreCase);
        return new ServerProduct(isMariaDb ? MariaDb : "mysql", versions[0].Split('-')[0]);
    }

    /// <summary>The two have gone their own ways, and neither reads what a newer version of itself has written.</summary>
    public override string? FindMismatch(ServerProduct backup, ServerProduct server) =>
        backup.Engine == server.Engine && ProgramVersion.Parse(backup.Version) <= ProgramVersion.Parse(server.Version)
            ? null
            : DescribeMismatch(backup, server);

    public override async Task<Result<EngineBackup>> PrepareAsync(BackupContext context, CancellationToken cancellation)
    {
        if ((await FindElsewhereAsync(context, cancellation) ?? await FindUnreadableAsync(context, cancellation)) is { } problem)
            return problem;
        var isMariaDb = IsMariaDb(context);
        var dump = await SearchFor(context).FindAsync(isMariaDb ? ["mariadb-dump", "mysqldump"] : ["mysqldump"], cancellation);
        if (!dump.IsSuccess)
            return dump.Failure;
        await WarnAsync(context, cancellation);
        var size = await context.Control.ReadAsync(
            new Query(
                "SELECT CAST(COALESCE(SUM(data_length + index_length), 0) AS SIGNED) FROM information_schema.tables WHERE table_schema = DATABASE()"
            ),
            row => row.GetInt64(0),
            cancellation
        );
        return new MySqlBackup(context, dump.Value, size[0], isMariaDb);
    }

    public override async Task<Result<EngineRestore>> PrepareRestoreAsync(BackupContext context, CancellationToken cancellation)
    {
        if (await FindElsewhereAsync(context, cancellation) is { } problem)
            return problem;
        var client = await SearchFor(context).FindAsync(IsMariaDb(context) ? [MariaDb, "mysql"] : ["mysql"], cancellation);
        return client.IsSuccess ? new MySqlRestore(context, client.Value, IsMariaDb(context)) : client.Failure;
    }

    private static bool IsMariaDb(BackupContext context) => context.Product.Engine == MariaDb;

    private static ClientSearch SearchFor(BackupContext context)
    {
        var isMariaDb = IsMariaDb(context);
        return new ClientSearch(
            $"{(isMariaDb ? "MariaDB" : "MySQL")} {context.Product.Version}",
            ProgramVersion.Parse(context.Product.Version)!.Value,
            isMariaDb ? "mariadb-client" : "mysql-client",
            text => text.Contains(MariaDb, StringComparison.OrdinalIgnoreCase) == isMariaDb ? ReadVersion(text) : null
        );
    }

    /// <summary>
    /// From such as <c>mariadb-dump  Ver 10.19 Distrib 10.11.19-MariaDB, for …</c>, <c>mariadb-dump from 11.4.2-MariaDB, client 10.19
    /// for …</c> or <c>mysqldump  Ver 8.0.36 for …</c>.
    /// </summary>
    private static ProgramVersion? ReadVersion(string text)
    {
        var own = Distribution().Match(text);
        var match = own.Success ? own : Version().Match(text);
        return match.Success ? ProgramVersion.Parse(match.Groups["version"].Value) : null;
    }

    /// <summary>A schema of these servers is a database of its own, and a backup has one.</summary>
    private static async Task<Failure?> FindElsewhereAsync(BackupContext context, CancellationToken cancellation)
    {
        var current = await context.Control.ReadAsync(
            new Query("SELECT DATABASE()"),
            row => row.IsDBNull(0) ? null : row.GetString(0),
            cancellation
        );
        return current[0] == context.Tables.Schema
            ? null
            : BackupFailure.Of(
                $"The tables of DBWarden lie in another database ({context.Tables.Schema}), and a backup of one without the other could not be restored.",
                next: ["Leave the setting DbWarden:Schema out, so that they lie beside the tables of the application."]
            );
    }

    /// <summary>The body of a routine is shown to few users; a dump would leave it out, and say so in a comment only.</summary>
    private static async Task<Failure?> FindUnreadableAsync(BackupContext context, CancellationToken cancellation)
    {
        var hidden = await context.Control.ReadAsync(
            new Query(
                "SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE() AND routine_definition IS NULL AND routine_body = 'SQL' ORDER BY 1"
            ),
            row => row.GetString(0),
            cancellation
        );
        return hidden.Count == 0
            ? null
            : BackupFailure.Of(
                "This user may not read the text of all functions and procedures, so they would be missing in the backup.",
                [string.Join(", ", hidden)],
                ["Grant it the right to: GRANT SELECT ON mysql.proc (MariaDB), GRANT SHOW_ROUTINE ON *.* (MySQL)."]
            );
    }

    private static async Task WarnAsync(BackupContext context, CancellationToken cancellation)
    {
        var tables = await context.Control.ReadAsync(
            new Query(
                "SELECT table_name FROM information_schema.tables t JOIN information_schema.engines e ON e.engine = t.engine "
                    + "WHERE table_schema = DATABASE() AND table_type <> 'SEQUENCE' AND e.transactions <> 'YES' ORDER BY 1"
            ),
            row => row.GetString(0),
            cancellation
        );
        if (tables.Count > 0)
            context.Report(
                new DeploymentEvent.Warning(
                    "These tables have no transactions; what is written to them during the backup may be in it in part: "
                        + string.Join(", ", tables)
                )
            );
    }

    [GeneratedRegex(" (?:Distrib|from) (?<version>[0-9]+\\.[0-9]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Distribution();

    [GeneratedRegex(" Ver (?<version>[0-9]+\\.[0-9]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
