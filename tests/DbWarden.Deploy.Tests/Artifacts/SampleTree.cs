using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DbWarden.Migrations.Manifest;

namespace DbWarden.Deploy.Tests.Artifacts;

/// <summary>A <c>dbwarden/</c> tree as a build makes it, and everything that a test may want to be wrong about it.</summary>
internal sealed class SampleTree
{
    public static readonly string[] VersionedFiles =
    [
        "V__0001_create_customer.sql",
        "V__0002_add_payment_tables.sql",
        "V__0010_widen_amount.sql",
    ];

    /// <summary>The files of the tree by their full names, without the manifest.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public JsonObject Manifest { get; } =
        new()
        {
            ["format"] = 1,
            ["generator"] = "DbWarden.Build 1.0.0",
            ["databases"] = new JsonArray(),
        };

    public JsonArray Databases => Manifest["databases"]!.AsArray();

    public byte[] ManifestBytes => Encoding.UTF8.GetBytes(Manifest.ToJsonString());

    /// <summary>The files and the manifest, by their full names.</summary>
    public IEnumerable<KeyValuePair<string, byte[]>> Resources =>
        Files.Append(new KeyValuePair<string, byte[]>(MigrationManifest.ResourceName, ManifestBytes));

    /// <summary>One database with three versions and one repeatable of each kind.</summary>
    public static SampleTree Shop()
    {
        var tree = new SampleTree();
        tree.AddDatabase("primary", "postgresql");
        foreach (var file in VersionedFiles)
            tree.AddMigration("primary", file, "versioned", file.Split('_')[2]);
        tree.AddMigration("primary", "ROC__customer_view.sql", "runsOnChange", null);
        tree.AddMigration("primary", "RA__refresh.sql", "runsAlways", null);
        return tree;
    }

    public JsonObject AddDatabase(string name, string engine)
    {
        var database = new JsonObject
        {
            ["name"] = name,
            ["engine"] = engine,
            ["migrations"] = new JsonArray(),
        };
        Databases.Add(database);
        return database;
    }

    public JsonObject AddMigration(string database, string file, string kind, string? version, byte[]? content = null)
    {
        content ??= Encoding.UTF8.GetBytes($"-- upgrade\nCREATE TABLE t (a int); -- {file}\n-- rollback\nDROP TABLE t;\n");
        Files.Add(MigrationManifest.MigrationResourceName(database, file), content);
        var migration = new JsonObject { ["file"] = file, ["kind"] = kind };
        if (version is not null)
            migration["version"] = version;
        migration["description"] = file;
        migration["transaction"] = true;
        migration["rollback"] = "real";
        migration["dependsOn"] = new JsonArray();
        migration["upgradeChecksum"] = Checksum(Encoding.UTF8.GetBytes("upgrade of " + file));
        migration["rollbackChecksum"] = Checksum(Encoding.UTF8.GetBytes("rollback of " + file));
        migration["fileChecksum"] = Checksum(content);
        migration["bytes"] = content.Length;
        Databases.Single(one => one!["name"]!.GetValue<string>() == database)!["migrations"]!.AsArray().Add(migration);
        return migration;
    }

    public static string Checksum(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
}
