using System.Text;
using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Execution;

/// <summary>
/// Which units one write of the journal begins where the catalog tells how far they came: the next one, and those behind it that make
/// something new which nobody else can be waiting for. Each further one saves a wait for the disk.
/// </summary>
internal static class UnitsBegun
{
    /// <summary>The catalog is asked for each of them in one statement.</summary>
    private const int Most = 32;

    /// <summary>The units from where <paramref name="cursor"/> stands; none where the catalog tells nothing of the next one.</summary>
    public static IReadOnlyList<ScriptStatement> From(UnitCursor cursor, EngineSql sql)
    {
        var units = new List<ScriptStatement>();
        var made = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var statement in cursor.Ahead())
        {
            if (CatalogStatement.Of(statement) is not { } unit || sql.IsThere(unit) is null)
                break;
            if (units.Count > 0 && !MakesSomethingNew(unit, made))
                break;
            units.Add(statement);
            // What is dropped, or made twice, leaves a catalog that can be read in two ways.
            if (!sql.NotesUnitsTogether || !unit.Creates || units.Count == Most || KeyOf(unit) is not { } key || !made.Add(key))
                break;
        }

        return units;
    }

    private static bool MakesSomethingNew(CatalogStatement unit, HashSet<string> made) =>
        unit.Creates
        && KeyOf(unit) is { } key
        && !made.Contains(key)
        // On a table that is already in use it may take long, and its own write says that it is this that runs.
        && (unit.Table is null ? unit.Kind is not ("TRIGGER" or "EVENT") : made.Contains("TABLE " + unit.Table[0].Text));

    /// <summary>What the object is called in the catalog; null where names may be equal that look different.</summary>
    private static string? KeyOf(CatalogStatement unit)
    {
        if (unit.Name is not [{ Text: var name }] || !Ascii.IsValid(name))
            return null;
        return unit switch
        {
            { Table: [{ Text: var table }] } => Ascii.IsValid(table) ? $"{unit.Kind} {table} {name}" : null,
            { Table: not null } => null,
            // They share their names.
            { Kind: "TABLE" or "VIEW" or "SEQUENCE" } => "TABLE " + name,
            _ => $"{unit.Kind} {name}",
        };
    }
}
