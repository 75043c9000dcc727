using System.Globalization;
using System.Text;
using DbWarden.Deploy.Planning;

namespace DbWarden.Tool.Output;

/// <summary>The SQL of a dry run, with comments between that say what it belongs to.</summary>
internal static class PlanText
{
    private const int PartBytes = 64 * 1024;

    /// <param name="done">What a run would do to the migrations, such as <c>applied</c>.</param>
    public static void Write(OutputChannel channel, string database, IReadOnlyList<PlannedMigration> migrations, string done)
    {
        channel.WriteLine($"-- {database}: {Counts.Of(migrations.Count, "migration")} would be {done}".Strong());
        for (var number = 1; number <= migrations.Count; number++)
        {
            var migration = migrations[number - 1];
            channel.WriteLine();
            channel.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"-- {number} of {migrations.Count}: {Title(migration)}").Strong()
            );
            WriteSql(channel, migration.Sql.Span);
        }
    }

    private static string Title(PlannedMigration migration)
    {
        var title = VisibleText.OneLine(migration.File);
        if (migration.UsesStoredRollback)
            title += ", the rollback stored in the database";
        return migration.FirstUnit > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{title}, from unit {migration.FirstUnit} on")
            : title;
    }

    /// <summary>In parts, since a file of seed data would not fit a string.</summary>
    private static void WriteSql(OutputChannel channel, ReadOnlySpan<byte> sql)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var characters = new char[PartBytes];
        var last = '\n';
        while (!sql.IsEmpty)
        {
            var part = sql[..Math.Min(PartBytes, sql.Length)];
            if (part.Length < sql.Length && part.LastIndexOf((byte)'\n') is > 0 and var end)
                part = part[..(end + 1)];
            sql = sql[part.Length..];
            var count = decoder.GetChars(part, characters, flush: sql.IsEmpty);
            if (count == 0)
                continue;
            last = characters[count - 1];
            var text = new string(characters, 0, count);
            // A program gets the text as it is; a person's screen must not obey it.
            channel.Write(channel.IsTerminal ? VisibleText.Of(text.Replace("\r\n", "\n", StringComparison.Ordinal)) : text);
        }

        if (last != '\n')
            channel.WriteLine();
    }
}
