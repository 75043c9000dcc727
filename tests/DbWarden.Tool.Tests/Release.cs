using System.IO.Compression;
using System.Text;
using DbWarden.Migrations;
using DbWarden.Migrations.Manifest;

namespace DbWarden.Tool.Tests;

/// <summary>Writes what a build would: an archive that carries migrations.</summary>
internal static class Release
{
    public const string FileName = "Shop.2.4.0.dbwarden.zip";

    /// <summary>Writes <see cref="FileName"/> into a folder and returns its path.</summary>
    public static string Write(
        string directory,
        IReadOnlyList<(string Name, string Engine)> databases,
        params (string Path, string Text)[] files
    )
    {
        var sources = files.Select(file => new TextSource(file.Path, Encoding.UTF8.GetBytes(file.Text))).ToList();
        var settings = new ValidationSettings
        {
            Databases =
            [
                .. databases.Select(database => new DatabaseDeclaration(database.Name, database.Engine, ConnectionName: null)),
            ],
            Generator = "DbWarden.Build 1.0.0",
            ProjectPath = "Shop.csproj",
        };
        var validated = MigrationValidator.Validate(sources, settings);
        Assert.That(validated.HasErrors, Is.False, string.Join('\n', validated.Diagnostics));

        var path = Path.Combine(directory, FileName);
        File.Delete(path);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add(archive, MigrationManifest.ResourceName, ManifestWriter.Write(validated.Manifest!));
        foreach (var migration in validated.Migrations)
            Add(
                archive,
                MigrationManifest.MigrationResourceName(migration.Database, migration.Migration.Name.FileName),
                migration.Source.Read().Span
            );
        return path;
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> bytes)
    {
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(bytes);
    }

    private sealed class TextSource(string path, byte[] bytes) : MigrationSource
    {
        public override string Path => path;

        public override string RelativePath => path;

        public override string? Database => null;

        public override MigrationSourceKind Kind => MigrationSourceKind.RegularFile;

        public override ReadOnlyMemory<byte> Read() => bytes;
    }
}
