using DbWarden.Migrations.Naming;

namespace DbWarden.Migrations.Validation;

/// <summary>The files of one database.</summary>
internal sealed class DatabaseFiles
{
    public DatabaseFiles(ProjectDatabase database, IReadOnlyList<MigrationFile> files)
    {
        Database = database;
        All = files;
        HasUnreadableNames = files.Any(file => file.Name is null);
        Named = [.. files.Where(file => file.Name is not null)];
        InRunOrder = [.. Named.OrderBy(file => file.Name!, MigrationName.RunOrder)];
    }

    public ProjectDatabase Database { get; }

    /// <summary>In the order of their paths.</summary>
    public IReadOnlyList<MigrationFile> All { get; }

    /// <summary>The files whose names are right, in the order of their paths.</summary>
    public IReadOnlyList<MigrationFile> Named { get; }

    /// <summary>The same files in the order in which they run.</summary>
    public IReadOnlyList<MigrationFile> InRunOrder { get; }

    /// <summary>Whether a name could not be read, so that what is missing may be that file.</summary>
    public bool HasUnreadableNames { get; }

    /// <summary>Every file whose key an earlier one has, with the first of them. A key of null is nobody's.</summary>
    public IEnumerable<(MigrationFile First, MigrationFile Second)> Pairs(Func<MigrationName, string?> key)
    {
        var firsts = new Dictionary<string, MigrationFile>(StringComparer.Ordinal);
        foreach (var file in Named)
        {
            if (key(file.Name!) is not { } text)
                continue;
            if (firsts.TryGetValue(text, out var first))
                yield return (first, file);
            else
                firsts.Add(text, file);
        }
    }
}
