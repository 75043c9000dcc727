using System.Text.Json;
using DbWarden.Migrations.Manifest;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Artifacts.Manifests;

/// <summary>Reads the migrations of one database of the manifest.</summary>
internal static class ManifestMigrationReader
{
    public static List<ManifestMigration> ReadAll(ref ManifestJson json, ManifestBudget budget)
    {
        var migrations = new List<ManifestMigration>();
        // Names that differ only in case are one file on some file systems, and never come out of a build.
        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        json.StartArray("migrations");
        while (json.NextElement())
        {
            var migration = Read(ref json);
            budget.Take(migration.Bytes);
            if (!files.Add(migration.Name.FileName))
                throw new JsonException($"Migration '{migration.Name.FileName}' is there twice.");
            if (migrations.Count > 0)
                RequireOrder(migrations[^1].Name, migration.Name);
            migrations.Add(migration);
        }

        return migrations;
    }

    /// <summary>Migrations stand in the order in which they run; two that are equal in it are one migration.</summary>
    private static void RequireOrder(MigrationName previous, MigrationName next)
    {
        var order = MigrationName.RunOrder.Compare(previous, next);
        if (order == 0)
            throw new JsonException($"'{previous.FileName}' and '{next.FileName}' are the same migration.");
        if (order > 0)
            throw new JsonException($"'{next.FileName}' runs before '{previous.FileName}', but stands behind it.");
    }

    private static ManifestMigration Read(ref ManifestJson json)
    {
        string? file = null;
        string? kind = null;
        string? version = null;
        string? description = null;
        bool? transaction = null;
        string? rollback = null;
        List<string>? dependsOn = null;
        string? upgradeChecksum = null;
        string? rollbackChecksum = null;
        string? fileChecksum = null;
        long? bytes = null;
        json.StartObject("a migration");
        while (json.NextProperty() is { } property)
        {
            switch (property)
            {
                case "file":
                    file = ManifestJson.Once(property, file, json.Text(ArtifactLimits.NameLength));
                    break;
                case "kind":
                    kind = ManifestJson.Once(property, kind, json.Text(ArtifactLimits.NameLength));
                    break;
                case "version":
                    version = ManifestJson.Once(property, version, json.OptionalText(ArtifactLimits.NameLength));
                    break;
                case "description":
                    description = ManifestJson.Once(
                        property,
                        description,
                        DisplayText.Of(json.AnyText(ArtifactLimits.TextLength))
                    );
                    break;
                case "transaction":
                    transaction = ManifestJson.Once(property, transaction, json.Flag());
                    break;
                case "rollback":
                    rollback = ManifestJson.Once(property, rollback, json.Text(ArtifactLimits.NameLength));
                    break;
                case "dependsOn":
                    dependsOn = ManifestJson.Once(property, dependsOn, ReadVersions(ref json));
                    break;
                case "upgradeChecksum":
                    upgradeChecksum = ManifestJson.Once(property, upgradeChecksum, json.Text(ArtifactLimits.NameLength));
                    break;
                case "rollbackChecksum":
                    rollbackChecksum = ManifestJson.Once(
                        property,
                        rollbackChecksum,
                        json.OptionalText(ArtifactLimits.NameLength)
                    );
                    break;
                case "fileChecksum":
                    fileChecksum = ManifestJson.Once(property, fileChecksum, json.Text(ArtifactLimits.NameLength));
                    break;
                case "bytes":
                    bytes = ManifestJson.Once(property, bytes, json.Number(0, ArtifactLimits.MigrationBytes));
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        file = ManifestJson.Required("file of a migration", file);
        var name = ManifestNames.Read(file, kind ?? throw Missing("kind"), version);
        return new ManifestMigration(
            name,
            description ?? name.Description,
            transaction ?? throw Missing("transaction"),
            ManifestNames.Rollback(rollback ?? throw Missing("rollback")),
            dependsOn ?? [],
            ManifestNames.Checksum(upgradeChecksum ?? throw Missing("upgradeChecksum")),
            rollbackChecksum is null ? null : ManifestNames.Checksum(rollbackChecksum),
            ManifestNames.Checksum(fileChecksum ?? throw Missing("fileChecksum")),
            bytes ?? throw Missing("bytes")
        );

        JsonException Missing(string property) => ManifestJson.Missing($"{property} of '{file}'");
    }

    private static List<string> ReadVersions(ref ManifestJson json)
    {
        var versions = new List<string>();
        json.StartArray("dependsOn");
        while (json.NextElement())
        {
            var version = json.Text(ArtifactLimits.NameLength);
            if (MigrationVersion.TryParse(version) is null)
                throw new JsonException($"'{version}' is no version.");
            if (versions.Count == ArtifactLimits.DependenciesOfOneMigration)
                throw new JsonException(
                    $"A migration depends on more than {ArtifactLimits.DependenciesOfOneMigration:N0} others."
                );
            versions.Add(version);
        }

        return versions;
    }
}
