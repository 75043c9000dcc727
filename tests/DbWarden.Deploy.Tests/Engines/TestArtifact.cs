using System.Security.Cryptography;
using System.Text;
using DbWarden.Deploy.Artifacts;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Manifest;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Tests.Engines;

/// <summary>Builds artifacts in memory from file names and texts, as a build would; no rule judges them.</summary>
public static class TestArtifact
{
    public static Artifact Of(string engine, params (string File, string Text)[] files) => Named("shop", engine, files);

    public static Artifact Named(string name, string engine, params (string File, string Text)[] files)
    {
        var dialect = Dialect.Find(engine)!;
        var migrations = files.Select(file => Migration(file.File, Encoding.UTF8.GetBytes(file.Text), dialect));
        return new Artifact($"/{name}.dll", name, "1.0", [new ArtifactDatabase("primary", engine, "primary", [.. migrations])]);
    }

    private static ArtifactMigration Migration(string file, byte[] bytes, Dialect dialect)
    {
        var script = MigrationScript.Parse(bytes, dialect);
        var name = NameOf(file);
        var manifest = new ManifestMigration(
            name,
            script.Directives.Description ?? name.Description,
            !script.Directives.NoTransaction,
            script.RollbackKind,
            script.Directives.DependsOn,
            SectionChecksum.Compute(script.Upgrade!.Text.Span),
            script.Rollback is { } rollback ? SectionChecksum.Compute(rollback.Text.Span) : null,
            SectionChecksum.Prefix + Convert.ToHexStringLower(SHA256.HashData(bytes)),
            bytes.Length
        );
        return new ArtifactMigration(manifest, bytes);
    }

    private static MigrationName NameOf(string file)
    {
        var parts = Path.GetFileNameWithoutExtension(file).Split("__", 2);
        if (parts[0] != "V")
            return new MigrationName(
                file,
                parts[0] == "ROC" ? MigrationKind.RunsOnChange : MigrationKind.RunsAlways,
                null,
                parts[1],
                null
            );
        var versioned = parts[1].Split('_', 2);
        return new MigrationName(file, MigrationKind.Versioned, MigrationVersion.TryParse(versioned[0]), versioned[1], null);
    }
}
