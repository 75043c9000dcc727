using System.Security.Cryptography;
using DbWarden.Deploy.Artifacts.Manifests;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Manifest;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Artifacts;

/// <summary>
/// Reads a tree and holds it against its manifest: every file of the one in the other, and each byte as it was embedded.
/// </summary>
internal static class ArtifactVerifier
{
    private const int ListedNames = 10;

    public static Result<Artifact> Verify(ArtifactCarrier carrier, CancellationToken cancellation)
    {
        var length = carrier.Resources.LengthOf(MigrationManifest.ResourceName);
        if (length > ArtifactLimits.ManifestBytes)
            return Failed(carrier, $"its manifest has {length:N0} bytes; at most {ArtifactLimits.ManifestBytes:N0} are read", []);
        var manifest = ManifestReader.Read(carrier.Resources.Read(MigrationManifest.ResourceName).Span, carrier.Location);
        if (!manifest.IsSuccess)
            return manifest.Failure;
        if (FindDifference(carrier, manifest.Value) is { } difference)
            return difference;

        var databases = new List<ArtifactDatabase>(manifest.Value.Databases.Count);
        foreach (var database in manifest.Value.Databases)
        {
            var migrations = new List<ArtifactMigration>(database.Migrations.Count);
            foreach (var migration in database.Migrations)
            {
                cancellation.ThrowIfCancellationRequested();
                var bytes = ReadVerified(carrier, database.Name, migration);
                if (!bytes.IsSuccess)
                    return bytes.Failure;
                migrations.Add(new ArtifactMigration(migration, bytes.Value));
            }

            databases.Add(new ArtifactDatabase(database.Name, database.Engine, database.ConnectionName, migrations));
        }

        return new Artifact(
            carrier.Path,
            DisplayText.Of(carrier.Name),
            carrier.Version is { } version ? DisplayText.Of(version) : null,
            databases
        )
        {
            UserSecretsId = carrier.UserSecretsId,
        };
    }

    /// <summary>What only the manifest or only the tree knows; null where they agree.</summary>
    private static Failure? FindDifference(ArtifactCarrier carrier, MigrationManifest manifest)
    {
        var extra = new HashSet<string>(carrier.Resources.Names, StringComparer.Ordinal);
        extra.Remove(MigrationManifest.ResourceName);
        var missing = new List<string>();
        foreach (var database in manifest.Databases)
        {
            foreach (var migration in database.Migrations)
            {
                var name = MigrationManifest.MigrationResourceName(database.Name, migration.Name.FileName);
                if (!extra.Remove(name))
                    missing.Add(name);
            }
        }

        if (missing.Count == 0 && extra.Count == 0)
            return null;
        return Failed(
            carrier,
            "its files are not those that its manifest lists",
            [.. Listed("missing", missing), .. Listed("not in the manifest", [.. extra.Order(StringComparer.Ordinal)])]
        );
    }

    private static Result<ReadOnlyMemory<byte>> ReadVerified(
        ArtifactCarrier carrier,
        string database,
        ManifestMigration migration
    )
    {
        var name = MigrationManifest.MigrationResourceName(database, migration.Name.FileName);
        var length = carrier.Resources.LengthOf(name);
        if (length != migration.Bytes)
            return Failed(
                carrier,
                $"'{name}' differs from its manifest",
                [$"bytes: {length}", $"by the manifest: {migration.Bytes}"]
            );
        var bytes = carrier.Resources.Read(name);
        Span<byte> checksum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.Span, checksum);
        if (!HasText(checksum, migration.FileChecksum))
            return Failed(
                carrier,
                $"'{name}' differs from its manifest",
                [
                    $"checksum: {SectionChecksum.Prefix}{Convert.ToHexStringLower(checksum)}",
                    $"by the manifest: {migration.FileChecksum}",
                ]
            );
        return bytes;
    }

    private static bool HasText(ReadOnlySpan<byte> checksum, string text)
    {
        Span<char> digits = stackalloc char[SHA256.HashSizeInBytes * 2];
        return Convert.TryToHexStringLower(checksum, digits, out _)
            && text.AsSpan(SectionChecksum.Prefix.Length).SequenceEqual(digits);
    }

    private static IEnumerable<string> Listed(string what, List<string> names)
    {
        foreach (var name in names.Take(ListedNames))
            yield return $"{what}: {DisplayText.Of(name)}";
        if (names.Count > ListedNames)
            yield return $"{what}: {names.Count - ListedNames} more";
    }

    private static Failure Failed(ArtifactCarrier carrier, string reason, IReadOnlyList<string> details) =>
        new(FailureKind.Usage, $"{carrier.Location} is damaged: {reason}.")
        {
            Details = details,
            Next = ["Build it again, or fetch it again from where it was released: it is not as it was built."],
        };
}
