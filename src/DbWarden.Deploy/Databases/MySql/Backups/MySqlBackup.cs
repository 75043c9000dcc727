using System.IO.Compression;
using System.Text;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Backups.Clients;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Databases.MySql.Backups;

internal sealed class MySqlBackup(BackupContext context, string dump, long databaseSize, bool isMariaDb) : EngineBackup
{
    private const int TailLength = 1024;

    private static readonly ProgramVersion WithHistory = new(10, 11);

    public override long? DatabaseSize => databaseSize;

    public override async Task<Failure?> WriteAsync(PartialFile file, Func<Task> beat, CancellationToken cancellation)
    {
        using var connection = await MySqlClientConnection.CreateAsync(context, isMariaDb, cancellation);
        await using var target = file.OpenWrite();
        await using var compressed = new GZipStream(target, CompressionLevel.Fastest);
        await compressed.WriteAsync(Encoding.UTF8.GetBytes(Beginning()), cancellation);
        List<string> arguments =
        [
            connection.Argument,
            "--single-transaction",
            "--quick",
            "--routines",
            "--triggers",
            "--events",
            "--hex-blob",
            "--no-tablespaces",
            // They protect nothing in a database that nobody else uses, and a cluster refuses them.
            "--skip-add-locks",
            "--default-character-set=utf8mb4",
            "--max-allowed-packet=1G",
            $"--ignore-table={connection.Database}.{RecordTables.LockName}",
        ];
        if (!isMariaDb)
            arguments.Add("--set-gtid-purged=OFF");
        else if (await HasVersionedTablesAsync(cancellation))
            arguments.Add("--dump-history");
        arguments.Add(connection.Database);
        var end = await new ClientProgram(dump, MySqlClientConnection.Environment).RunAsync(
            arguments,
            (stream, stop) => stream.CopyToAsync(compressed, stop),
            write: null,
            cancellation
        );
        return end.IsSuccess
            ? null
            : BackupFailure.Of(
                $"{Path.GetFileName(dump)} could not take the backup.",
                [.. end.Complaints.Select(context.Errors.Scrub)]
            );
    }

    /// <summary>The last line of a dump says that it is whole.</summary>
    public override async Task<Failure?> VerifyAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(path);
            await using var dumped = new GZipStream(file, CompressionMode.Decompress);
            var tail = await ReadTailAsync(dumped, cancellation);
            var last = Encoding.UTF8.GetString(tail).TrimEnd().Split('\n')[^1];
            if (last.StartsWith("-- Dump completed", StringComparison.Ordinal))
                return null;
        }
        catch (InvalidDataException)
        {
            // Told below.
        }

        return BackupFailure.Of($"{Path.GetFileName(dump)} ended before its dump was complete.");
    }

    /// <summary>Restored by hand, the backup must have the table of the lock, too, by which the others are found.</summary>
    private string Beginning() =>
        $"-- Backup of DBWarden. To restore it with its history and lock: dbwarden restore\n{new RecordTables(context.Control.Sql, schema: null).CreateStatements[^1]};\n";

    private async Task<bool> HasVersionedTablesAsync(CancellationToken cancellation) =>
        ProgramVersion.Parse(context.Product.Version) >= WithHistory
        && await context.Control.ReadAsync(
            new Query(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'SYSTEM VERSIONED' LIMIT 1"
            ),
            row => row.GetInt32(0),
            cancellation
        )
            is not [];

    private static async Task<byte[]> ReadTailAsync(Stream stream, CancellationToken cancellation)
    {
        var tail = Array.Empty<byte>();
        var buffer = new byte[128 * 1024];
        while (await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation) is var read and > 0)
        {
            byte[] joined = [.. tail, .. buffer.AsSpan(Math.Max(0, read - TailLength), Math.Min(read, TailLength))];
            tail = joined[^Math.Min(joined.Length, TailLength)..];
        }

        return tail;
    }
}
