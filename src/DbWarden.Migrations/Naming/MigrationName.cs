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
    /// <summary>What the name of every migration ends with.</summary>
    public const string Extension = ".sql";

    internal const string VersionedPrefix = "V__";
    internal const string RunsOnChangePrefix = "ROC__";
    internal const string RunsAlwaysPrefix = "RA__";

    /// <summary>The description as people read it, with blanks.</summary>
    public string Description => Slug.Replace('_', ' ').Trim();

    /// <summary>What identifies the migration within its database and kind: the canonical version, or a repeatable's name.</summary>
    public string Identity => Version?.Canonical ?? Slug;

    /// <summary>Reads a file's name, or returns null where it is no migration's.</summary>
    /// <param name="fileName">The name without its folder.</param>
    public static MigrationName? TryParse(string fileName) => MigrationNameParser.TryParse(fileName);

    /// <summary>The order in which migrations run: versioned ones by version, then on change, then always, those by the ordinal order of their names.</summary>
    public static IComparer<MigrationName> RunOrder { get; } = Comparer<MigrationName>.Create(CompareRunOrder);

    private static int CompareRunOrder(MigrationName left, MigrationName right)
    {
        if (left.Kind != right.Kind)
            return left.Kind.CompareTo(right.Kind);
        return left.Version is null ? string.CompareOrdinal(left.Slug, right.Slug) : left.Version.CompareTo(right.Version);
    }
}
