using System.Buffers;
using System.Text.Json;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Artifacts.Manifests;

/// <summary>The words and names that a manifest uses.</summary>
internal static class ManifestNames
{
    private const int Sha256HexLength = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static MigrationName Read(string file, string kind, string? version)
    {
        var stem = Path.GetFileNameWithoutExtension(file);
        var (migrationKind, marker) = kind switch
        {
            "versioned" => (MigrationKind.Versioned, version + "_"),
            "runsOnChange" => (MigrationKind.RunsOnChange, "ROC__"),
            "runsAlways" => (MigrationKind.RunsAlways, "RA__"),
            _ => throw new JsonException($"Kind '{kind}' is not one that this version of dbwarden knows."),
        };
        var at = stem.IndexOf(marker, StringComparison.Ordinal);
        if (at < 0)
            throw new JsonException($"'{file}' is no name of a migration.");
        return new MigrationName(file, migrationKind, version is null ? null : MigrationVersion.TryParse(version), stem[(at + marker.Length)..], null);
    }

    public static RollbackKind Rollback(string text) =>
        text switch
        {
            "real" => RollbackKind.Real,
            "none" => RollbackKind.None,
            "irreversible" => RollbackKind.Irreversible,
            "missing" => RollbackKind.Missing,
            _ => throw new JsonException($"Rollback '{text}' is not one that this version of dbwarden knows."),
        };

    public static string Checksum(string text)
    {
        if (!text.StartsWith(SectionChecksum.Prefix, StringComparison.Ordinal))
            throw new JsonException($"Checksum '{text}' is not of a kind that this version of dbwarden knows: {SectionChecksum.Prefix}…");
        var digits = text.AsSpan(SectionChecksum.Prefix.Length);
        return digits.Length == Sha256HexLength && !digits.ContainsAnyExcept(HexDigits)
            ? text
            : throw new JsonException($"Checksum '{text}' is not {Sha256HexLength} hexadecimal digits.");
    }
}
