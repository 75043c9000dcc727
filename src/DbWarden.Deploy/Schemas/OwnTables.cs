namespace DbWarden.Deploy.Schemas;

/// <summary>DBWarden's own tables, which are no part of the schema that migrations make.</summary>
internal static class OwnTables
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "__dbwarden_migrations", "__dbwarden_history", "__dbwarden_lock" };

    public static bool Contain(string table) => Names.Contains(table);
}
