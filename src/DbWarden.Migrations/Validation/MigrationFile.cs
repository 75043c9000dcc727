using DbWarden.Migrations.Naming;

namespace DbWarden.Migrations.Validation;

/// <summary>A file that may hold a migration, with all that is known about it so far.</summary>
internal sealed class MigrationFile(MigrationSource source, ProjectDatabase? database, FileReport report)
{
    public MigrationSource Source => source;

    /// <summary>The database that it belongs to; null where the project has none for it.</summary>
    public ProjectDatabase? Database => database;

    public FileReport Report => report;

    /// <summary>The name without its folder.</summary>
    public string FileName { get; } = NameOf(source);

    /// <summary>What the name says; null where it is no migration's.</summary>
    public MigrationName? Name { get; } = MigrationName.TryParse(NameOf(source));

    /// <summary>What the file holds; null where it cannot be read as SQL.</summary>
    public MigrationContent? Content { get; set; }

    private static string NameOf(MigrationSource source) => source.RelativePath[(source.RelativePath.LastIndexOf('/') + 1)..];
}
