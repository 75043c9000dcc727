using System.Globalization;
using System.IO.Compression;
using System.Text;
using DbWarden.Migrations;
using DbWarden.Migrations.Manifest;

namespace DbWarden.Benchmarks.Deploying;

/// <summary>The migrations that everything is measured on: a table, an index and three rows each.</summary>
internal static class Yardstick
{
    /// <summary>What a migration does, statement by statement.</summary>
    public static string Upgrade(int number) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            CREATE TABLE t{number} (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL, price DECIMAL(10,2));
            CREATE INDEX t{number}_name ON t{number} (name);
            INSERT INTO t{number} (id, name, price) VALUES (1, 'one', 1.10), (2, 'two', 2.20), (3, 'three', 3.30);

            """
        );

    /// <summary>The file of a migration.</summary>
    public static string Migration(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"-- upgrade\n{Upgrade(number)}\n-- rollback\nDROP TABLE t{number};\n");

    /// <summary>Its name.</summary>
    public static string FileName(int number) => string.Create(CultureInfo.InvariantCulture, $"V__{number:00000}_t{number}.sql");

    /// <summary>Writes an archive as the build would make it, unless it is there, and returns its path.</summary>
    public static string WriteArchive(string folder, string engine, int count)
    {
        var path = Path.Combine(folder, $"{engine}.{count}.dbwarden.zip");
        if (File.Exists(path))
            return path;
        var sources = Enumerable.Range(1, count).Select(number => new Source(number)).ToList();
        var settings = new ValidationSettings
        {
            Databases = [new DatabaseDeclaration("primary", engine, ConnectionName: null)],
            Generator = "Benchmarks",
            ProjectPath = "Yardstick.csproj",
        };
        var validated = MigrationValidator.Validate(sources, settings);
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

    /// <summary>
    /// The floor: the same SQL for the engine's own client in one process, with a transaction and a record a migration.
    /// </summary>
    public static string FloorScript(int count)
    {
        var script = new StringBuilder(
            "CREATE TABLE record (version INTEGER PRIMARY KEY, name VARCHAR(100), applied VARCHAR(40));\n"
        );
        for (var number = 1; number <= count; number++)
        {
            script.Append("BEGIN;\n").Append(Upgrade(number));
            script.Append(
                CultureInfo.InvariantCulture,
                $"INSERT INTO record VALUES ({number}, '{FileName(number)}', CURRENT_TIMESTAMP);\nCOMMIT;\n"
            );
        }

        return script.ToString();
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> bytes)
    {
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(bytes);
    }

    private sealed class Source(int number) : MigrationSource
    {
        public override string Path => RelativePath;

        public override string RelativePath => $"primary/{FileName(number)}";

        public override string? Database => null;

        public override MigrationSourceKind Kind => MigrationSourceKind.RegularFile;

        public override ReadOnlyMemory<byte> Read() => Encoding.UTF8.GetBytes(Migration(number));
    }
}
