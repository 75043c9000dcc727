using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Schemas;

/// <summary>DBWarden's own tables, which are no part of the schema that migrations make.</summary>
internal static class OwnTables
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        RecordTables.MigrationsName,
        RecordTables.HistoryName,
        RecordTables.LockName,
        RecordTables.KeptHistoryName,
    };

    public static bool Contain(string table) => Names.Contains(table);
}
