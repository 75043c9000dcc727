using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Naming;

namespace DbWarden.Migrations.Validation;

/// <summary>A database that migrations can belong to.</summary>
/// <param name="Name">As declared.</param>
/// <param name="Engine">The engine's name as declared, in lower case; null where none is.</param>
/// <param name="ConnectionName">The connection string's name in the configuration.</param>
internal sealed record ProjectDatabase(string Name, string? Engine, string ConnectionName)
{
    /// <summary>Null where the engine is missing or unknown.</summary>
    public Dialect? Dialect { get; } = Engine is null ? null : Dialect.Find(Engine);
}

/// <summary>The databases of a project, and which files are whose.</summary>
internal sealed class Project
{
    public Project(ValidationSettings settings)
    {
        DeclaresDatabases = settings.Databases.Count > 0;
        Databases = DeclaresDatabases
            ? [.. settings.Databases.Select(declared => Database(declared, settings.DefaultEngine))]
            : [Database(new DatabaseDeclaration(DatabaseName.Default, null, null), settings.DefaultEngine)];
    }

    /// <summary>Without declarations there is one database, to which every folder belongs.</summary>
    public bool DeclaresDatabases { get; }

    /// <summary>As declared, so perhaps with wrong or repeated names.</summary>
    public IReadOnlyList<ProjectDatabase> Databases { get; }

    /// <summary>The database that a file belongs to; null where the project has none for it.</summary>
    public ProjectDatabase? DatabaseOf(MigrationSource source) =>
        NameFor(source) is { } name ? Databases.FirstOrDefault(database => database.Name == name)
        : Databases.Count == 1 ? Databases[0]
        : null;

    /// <summary>The name of the database that a file asks for, by its item or by its folder; null where it asks for none.</summary>
    public string? NameFor(MigrationSource source)
    {
        if (!string.IsNullOrEmpty(source.Database))
            return source.Database;
        var folder = source.RelativePath.IndexOf('/');
        return DeclaresDatabases && folder >= 0 ? source.RelativePath[..folder] : null;
    }

    private static ProjectDatabase Database(DatabaseDeclaration declared, string? defaultEngine)
    {
        var engine = string.IsNullOrWhiteSpace(declared.Engine) ? defaultEngine : declared.Engine;
        return new ProjectDatabase(
            declared.Name,
            string.IsNullOrWhiteSpace(engine) ? null : engine!.Trim().ToLowerInvariant(),
            string.IsNullOrWhiteSpace(declared.ConnectionName) ? declared.Name : declared.ConnectionName!
        );
    }
}
