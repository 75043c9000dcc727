using System.Globalization;
using System.Text;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Manifest;

/// <summary>
/// Writes a manifest as JSON, the same bytes for the same manifest on every machine: UTF-8 without a byte order mark, <c>\n</c> as line end,
/// properties in a fixed order, a line a migration so that people can compare two of them.
/// </summary>
public static class ManifestWriter
{
    public static byte[] Write(MigrationManifest manifest)
    {
        var json = new StringBuilder();
        json.Append("{\n  \"format\": ").Append(MigrationManifest.Format.ToString(CultureInfo.InvariantCulture));
        json.Append(",\n  \"generator\": ").AppendJson(manifest.Generator);
        json.Append(",\n  \"databases\": [");
        AppendEach(json, manifest.Databases, "\n    ", AppendDatabase);
        json.Append(manifest.Databases.Count > 0 ? "\n  ]\n}\n" : "]\n}\n");
        return Encoding.UTF8.GetBytes(json.ToString());
    }

    private static void AppendDatabase(StringBuilder json, ManifestDatabase database)
    {
        json.Append("{ \"name\": ").AppendJson(database.Name);
        json.Append(", \"engine\": ").AppendJson(database.Engine);
        if (database.ConnectionName != database.Name)
            json.Append(", \"connectionName\": ").AppendJson(database.ConnectionName);
        json.Append(",\n      \"migrations\": [");
        AppendEach(json, database.Migrations, "\n        ", AppendMigration);
        json.Append("] }");
    }

    private static void AppendMigration(StringBuilder json, ManifestMigration migration)
    {
        json.Append("{ \"file\": ").AppendJson(migration.Name.FileName);
        json.Append(", \"kind\": ").AppendJson(KindText(migration.Name.Kind));
        if (migration.Name.Version is { } version)
            json.Append(", \"version\": ").AppendJson(version.Text);
        json.Append(", \"description\": ").AppendJson(migration.Description);
        json.Append(", \"transaction\": ").Append(migration.Transaction ? "true" : "false");
        json.Append(", \"rollback\": ").AppendJson(RollbackText(migration.Rollback));
        json.Append(", \"dependsOn\": [");
        AppendEach(json, migration.DependsOn, "", (text, dependency) => text.AppendJson(dependency), separator: ", ");
        json.Append("], \"upgradeChecksum\": ").AppendJson(migration.UpgradeChecksum);
        if (migration.RollbackChecksum is { } rollback)
            json.Append(", \"rollbackChecksum\": ").AppendJson(rollback);
        json.Append(", \"fileChecksum\": ").AppendJson(migration.FileChecksum);
        json.Append(", \"bytes\": ").Append(migration.Bytes.ToString(CultureInfo.InvariantCulture));
        json.Append(" }");
    }

    private static void AppendEach<T>(
        StringBuilder json,
        IReadOnlyList<T> items,
        string indentation,
        Action<StringBuilder, T> append,
        string separator = ","
    )
    {
        for (var i = 0; i < items.Count; i++)
        {
            json.Append(i == 0 ? "" : separator).Append(indentation);
            append(json, items[i]);
        }
    }

    private static string KindText(MigrationKind kind) =>
        kind switch
        {
            MigrationKind.Versioned => "versioned",
            MigrationKind.RunsOnChange => "runsOnChange",
            _ => "runsAlways",
        };

    private static string RollbackText(RollbackKind rollback) =>
        rollback switch
        {
            RollbackKind.Real => "real",
            RollbackKind.None => "none",
            RollbackKind.Irreversible => "irreversible",
            _ => "missing",
        };
}
