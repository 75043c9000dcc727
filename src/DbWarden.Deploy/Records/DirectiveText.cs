using System.Globalization;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Records;

/// <summary>Writes the directives that running a stored rollback needs, as the lines of a file.</summary>
internal static class DirectiveText
{
    public static string? Write(MigrationDirectives directives)
    {
        var lines = new List<string>();
        if (directives.Irreversible is { } irreversible)
            lines.Add("-- dbwarden: irreversible " + irreversible);
        if (directives.NothingToUndo is { } nothing)
            lines.Add("-- dbwarden: nothing-to-undo " + nothing);
        if (directives.NoTransaction)
            lines.Add("-- dbwarden: no-transaction");
        if (directives.ForeignKeysOff)
            lines.Add("-- dbwarden: foreign-keys off");
        if (directives.StatementTimeout is { } statement)
            lines.Add("-- dbwarden: statement-timeout " + Milliseconds(statement));
        if (directives.LockTimeout is { } wait)
            lines.Add("-- dbwarden: lock-timeout " + Milliseconds(wait));
        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    private static string Milliseconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalMilliseconds}ms");
}
