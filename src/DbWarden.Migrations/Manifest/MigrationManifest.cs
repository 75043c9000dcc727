using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Manifest;

/// <summary>What <c>dbwarden/manifest.json</c> says: every database of an artifact with its migrations in the order in which they run.</summary>
/// <param name="Generator">Name and version of the program that wrote it.</param>
/// <param name="Databases">In ordinal order of their names.</param>
public sealed record MigrationManifest(string Generator, IReadOnlyList<ManifestDatabase> Databases)
{
    /// <summary>The format that this version writes, and the newest that it reads.</summary>
    public const int Format = 1;

    /// <summary>The manifest's name among an assembly's resources and in an archive.</summary>
    public const string ResourceName = ResourcePrefix + "manifest.json";

    /// <summary>What the name of each embedded migration begins with, before its database and file name.</summary>
    public const string ResourcePrefix = "dbwarden/";

    /// <summary>The name of a migration's resource.</summary>
    public static string MigrationResourceName(string database, string fileName) => ResourcePrefix + database + "/" + fileName;
}

/// <summary>One database of the manifest.</summary>
/// <param name="Name">The database's name in the project, such as <c>primary</c>.</param>
/// <param name="Engine">The engine as the project wrote it, in lower case.</param>
/// <param name="ConnectionName">The connection string's name in the configuration; the database's own name unless declared.</param>
/// <param name="Migrations">In the order in which they run.</param>
public sealed record ManifestDatabase(
    string Name,
    string Engine,
    string ConnectionName,
    IReadOnlyList<ManifestMigration> Migrations
);

/// <summary>One migration of the manifest.</summary>
/// <param name="Name">What its file name says.</param>
/// <param name="Description">The description as people read it.</param>
/// <param name="Transaction">False where the file declares <c>no-transaction</c>.</param>
/// <param name="Rollback">Its rollback contract.</param>
/// <param name="DependsOn">Versions as the file wrote them.</param>
/// <param name="UpgradeChecksum"><c>sha256:</c> and hexadecimal digits over the upgrade section.</param>
/// <param name="RollbackChecksum">The same over the rollback section; null without one.</param>
/// <param name="FileChecksum">The same over the file's bytes.</param>
/// <param name="Bytes">The file's size in bytes.</param>
public sealed record ManifestMigration(
    MigrationName Name,
    string Description,
    bool Transaction,
    RollbackKind Rollback,
    IReadOnlyList<string> DependsOn,
    string UpgradeChecksum,
    string? RollbackChecksum,
    string FileChecksum,
    long Bytes
);
