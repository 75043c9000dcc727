namespace DbWarden.Migrations.Naming;

/// <summary>Reads the names of migration files: <c>V__</c>, <c>ROC__</c>, <c>RA__</c>, and the forms of the Python DBWarden.</summary>
internal static class MigrationNameParser
{
    public static MigrationName? TryParse(string fileName)
    {
        if (!fileName.EndsWith(MigrationName.Extension, StringComparison.Ordinal))
            return null;
        var stem = fileName[..^MigrationName.Extension.Length];
        if (After(MigrationName.VersionedPrefix, stem) is { } versioned)
            return Versioned(fileName, versioned, databasePrefix: null);
        return Repeatable(fileName, stem, databasePrefix: null)
            ?? Versioned(fileName, stem, databasePrefix: null)
            ?? WithDatabasePrefix(fileName, stem);
    }

    // A database's name may hold two underscores itself, so each pair is tried as the end of the prefix.
    private static MigrationName? WithDatabasePrefix(string fileName, string stem)
    {
        for (
            var end = stem.IndexOf("__", StringComparison.Ordinal);
            end > 0;
            end = stem.IndexOf("__", end + 1, StringComparison.Ordinal)
        )
        {
            var prefix = stem[..end];
            if (!DatabaseName.IsValid(prefix) || IsKindInLowerCase(prefix))
                return null;
            var rest = stem[(end + 2)..];
            if ((Repeatable(fileName, rest, prefix) ?? Versioned(fileName, rest, prefix)) is { } name)
                return name;
        }

        return null;
    }

    // "v__0012_x.sql" is a slip of the keyboard, not a migration of a database called "v".
    private static bool IsKindInLowerCase(string prefix) => prefix is "v" or "ra" or "roc";

    private static MigrationName? Versioned(string fileName, string text, string? databasePrefix)
    {
        var end = text.IndexOf('_');
        if (end < 0 || MigrationVersion.TryParse(text[..end]) is not { } version)
            return null;
        var slug = text[(end + 1)..];
        return IsSlug(slug) ? new MigrationName(fileName, MigrationKind.Versioned, version, slug, databasePrefix) : null;
    }

    private static MigrationName? Repeatable(string fileName, string text, string? databasePrefix)
    {
        var (kind, slug) =
            After(MigrationName.RunsOnChangePrefix, text) is { } onChange ? (MigrationKind.RunsOnChange, onChange)
            : After(MigrationName.RunsAlwaysPrefix, text) is { } always ? (MigrationKind.RunsAlways, always)
            : (default, "");
        return IsSlug(slug) ? new MigrationName(fileName, kind, Version: null, slug, databasePrefix) : null;
    }

    private static string? After(string prefix, string text) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;

    private static bool IsSlug(string text) => text.Length > 0 && text.All(IsSlugCharacter);

    internal static bool IsSlugCharacter(char character) =>
        character is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-';
}
