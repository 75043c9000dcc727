using DbWarden.Migrations.Manifest;

namespace DbWarden.Migrations.Validation;

/// <summary>Makes the manifest of files in which no error was found.</summary>
internal static class ManifestBuilder
{
    public static (MigrationManifest Manifest, IReadOnlyList<ValidatedMigration> Migrations) Build(
        IEnumerable<DatabaseFiles> databases,
        string generator
    )
    {
        var manifest = new List<ManifestDatabase>();
        var migrations = new List<ValidatedMigration>();
        // Without an engine and without an error, a database has no file.
        foreach (
            var files in databases
                .Where(files => files.Database.Engine is not null)
                .OrderBy(files => files.Database.Name, StringComparer.Ordinal)
        )
        {
            var validated = files
                .InRunOrder.Select(file => new ValidatedMigration(file.Source, files.Database.Name, Migration(file)))
                .ToList();
            migrations.AddRange(validated);
            manifest.Add(
                new ManifestDatabase(
                    files.Database.Name,
                    files.Database.Engine!,
                    files.Database.ConnectionName,
                    [.. validated.Select(migration => migration.Migration)]
                )
            );
        }

        return (new MigrationManifest(generator, manifest), migrations);
    }

    private static ManifestMigration Migration(MigrationFile file)
    {
        var name = file.Name!;
        var content = file.Content!;
        return new ManifestMigration(
            name,
            name.Description,
            !content.Directives.NoTransaction,
            content.Rollback,
            content.Directives.DependsOn,
            content.UpgradeChecksum!,
            content.RollbackChecksum,
            content.FileChecksum,
            content.Bytes
        );
    }
}
