namespace DbWarden.Migrations;

/// <summary>What a path on disk turned out to be.</summary>
public enum MigrationSourceKind
{
    RegularFile,

    /// <summary>A symbolic link whose target lies outside the project.</summary>
    LinkOutOfProject,

    /// <summary>A folder, a device, a pipe or a socket.</summary>
    NotRegular,
}

/// <summary>A file that may hold a migration, as whoever calls the validator found it.</summary>
public abstract class MigrationSource
{
    /// <summary>The path that diagnostics name.</summary>
    public abstract string Path { get; }

    /// <summary>The path below the migrations folder, with <c>/</c> between its parts, such as <c>primary/2026/V__0001_a.sql</c>.</summary>
    public abstract string RelativePath { get; }

    /// <summary>The database that the project assigned explicitly; null where the folder decides.</summary>
    public abstract string? Database { get; }

    public abstract MigrationSourceKind Kind { get; }

    /// <summary>Reads the whole file. May throw what reading a file throws; called once, possibly on another thread.</summary>
    public abstract ReadOnlyMemory<byte> Read();
}
