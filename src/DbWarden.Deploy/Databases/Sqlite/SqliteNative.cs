using System.Runtime.InteropServices;

namespace DbWarden.Deploy.Databases.Sqlite;

/// <summary>What the SQLite binding does not offer.</summary>
internal static partial class SqliteNative
{
    /// <summary>The byte offset of the token at fault in the statement prepared last; -1 where there is none.</summary>
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_error_offset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static partial int ErrorOffset(nint database);
}
