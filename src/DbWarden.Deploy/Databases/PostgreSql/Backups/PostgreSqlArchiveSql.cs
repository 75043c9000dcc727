using System.Text;

namespace DbWarden.Deploy.Databases.PostgreSql.Backups;

/// <summary>
/// Passes on the SQL that <c>pg_restore --single-transaction</c> writes, but for the COMMIT at its end, so that more can follow in the same
/// transaction. Without that option it would write a COMMIT behind every few large objects.
/// </summary>
internal static class PostgreSqlArchiveSql
{
    /// <summary>Behind the COMMIT stand a comment and a word for psql.</summary>
    private const int TailLength = 4096;

    private static readonly byte[] Commit = Encoding.ASCII.GetBytes("\nCOMMIT;\n");

    /// <returns>Whether the COMMIT was there: SQL without it is not whole.</returns>
    public static async Task<bool> CopyAsync(Stream sql, Stream target, CancellationToken cancellation)
    {
        var buffer = new byte[128 * 1024];
        var held = 0;
        while (true)
        {
            var read = await sql.ReadAsync(buffer.AsMemory(held), cancellation);
            if (read == 0)
                break;
            held += read;
            var ready = held - TailLength;
            if (ready <= 0)
                continue;
            await target.WriteAsync(buffer.AsMemory(0, ready), cancellation);
            buffer.AsSpan(ready, TailLength).CopyTo(buffer);
            held = TailLength;
        }

        var at = buffer.AsSpan(0, held).LastIndexOf(Commit);
        if (at < 0)
            return false;
        await target.WriteAsync(buffer.AsMemory(0, at + 1), cancellation);
        await target.WriteAsync(buffer.AsMemory(at + Commit.Length, held - at - Commit.Length), cancellation);
        return true;
    }
}
