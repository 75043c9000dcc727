namespace DbWarden.Migrations.Parsing.Directives;

/// <summary>Writes the directives that running a rollback needs.</summary>
internal static class RollbackDirectives
{
    public static string Write(MigrationDirectives directives)
    {
        var lines = new List<string>();
        if (directives.Irreversible is { } irreversible)
            lines.Add("irreversible " + irreversible);
        if (directives.NothingToUndo is { } nothingToUndo)
            lines.Add("nothing-to-undo " + nothingToUndo);
        if (directives.NoTransaction)
            lines.Add("no-transaction");
        if (directives.ForeignKeysOff)
            lines.Add("foreign-keys off");
        if (directives.StatementTimeout is { } statement)
            lines.Add("statement-timeout " + DirectiveDuration.Write(statement));
        if (directives.LockTimeout is { } wait)
            lines.Add("lock-timeout " + DirectiveDuration.Write(wait));
        return string.Join("\n", lines.Select(line => "-- dbwarden: " + line));
    }
}
