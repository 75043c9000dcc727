namespace DbWarden.Migrations.Naming;

/// <summary>What a migration's file name says.</summary>
/// <param name="FileName">The file's name without its folder.</param>
/// <param name="Kind">When it runs.</param>
/// <param name="Version">The version; null unless <paramref name="Kind"/> is <see cref="MigrationKind.Versioned"/>.</param>
/// <param name="Slug">The description as it stands in the name, with underscores.</param>
/// <param name="DatabasePrefix">The database that a name in the Python DBWarden's form begins with; otherwise null.</param>
public sealed record MigrationName(
    string FileName,
    MigrationKind Kind,
    MigrationVersion? Version,
    string Slug,
    string? DatabasePrefix
)
{
    /// <summary>The description as people read it, with blanks.</summary>
    public string Description => Slug.Replace('_', ' ');

    /// <summary>What identifies the migration within its database and kind: the canonical version, or a repeatable's name.</summary>
    public string Identity => Version?.Canonical ?? Slug;
}
