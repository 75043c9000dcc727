using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Execution;

/// <summary>What of a session can be made again by repeating its statements, and what cannot.</summary>
internal static class UnitReplay
{
    /// <summary>Whether a statement that has already run is run again, because it only set the session up for those behind it.</summary>
    public static bool IsRepeated(ScriptStatement statement) =>
        statement.Traits.HasFlag(StatementTraits.ChangesSession) && !MakesSomethingOfItsOwn(statement);

    /// <summary>The first statement before <paramref name="firstUnit"/> whose effect on the session cannot be had by repeating it.</summary>
    public static ScriptStatement? Obstacle(MigrationSection section, int firstUnit)
    {
        var reader = new UnitReader(section);
        while (reader.Read() && reader.UnitNumber < firstUnit)
        {
            if (MakesSomethingOfItsOwn(reader.Statement))
                return reader.Statement;
        }

        return null;
    }

    /// <summary>Temporary tables and prepared statements, and variables that were read from tables.</summary>
    private static bool MakesSomethingOfItsOwn(ScriptStatement statement)
    {
        var words = statement.Summary.ToUpperInvariant().Split(' ');
        return words[0] switch
        {
            "CREATE" => words.Take(4).Any(word => word is "TEMP" or "TEMPORARY"),
            "PREPARE" => true,
            "SET" => words.Contains("(SELECT"),
            "SELECT" => statement.Text.Contains(":=", StringComparison.Ordinal)
                || statement.Text.Contains("INTO @", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }
}
