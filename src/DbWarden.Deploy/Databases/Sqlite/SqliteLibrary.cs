using SQLitePCL;

namespace DbWarden.Deploy.Databases.Sqlite;

/// <summary>SQLite itself, before the first connection of the process.</summary>
internal static class SqliteLibrary
{
    static SqliteLibrary()
    {
        Batteries_V2.Init();
        // It counts the bytes that it has taken, under a lock, with each piece of memory; nobody asks. Where a connection is open already,
        // it refuses, and goes on counting. See https://www.sqlite.org/c3ref/c_config_covering_index_scan.html#sqliteconfigmemstatus.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary>Does what is to be done once.</summary>
    public static void Prepare() { }
}
