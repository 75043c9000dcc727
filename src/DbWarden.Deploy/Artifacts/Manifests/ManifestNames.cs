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

    /// <summary>A migration's name, where it says the same kind and version as the manifest.</summary>
    public static MigrationName Read(string file, string kind, string? version)
    {
        var name = MigrationName.TryParse(file) ?? throw new JsonException($"'{file}' is no name of a migration.");
        if (name.Kind != Kind(kind))
            throw new JsonException($"'{file}' is not a migration of kind {kind}.");
        if (name.Version?.Text != version)
            throw new JsonException($"'{file}' does not have version {version ?? "none"}.");
        return name;
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

    private static MigrationKind Kind(string text) =>
        text switch
        {
            "versioned" => MigrationKind.Versioned,
            "runsOnChange" => MigrationKind.RunsOnChange,
            "runsAlways" => MigrationKind.RunsAlways,
            _ => throw new JsonException($"Kind '{text}' is not one that this version of dbwarden knows."),
        };

    public static string Checksum(string text)
    {
        if (!text.StartsWith(SectionChecksum.Prefix, StringComparison.Ordinal))
            throw new JsonException(
                $"Checksum '{text}' is not of a kind that this version of dbwarden knows: {SectionChecksum.Prefix}…"
            );
        var digits = text.AsSpan(SectionChecksum.Prefix.Length);
        return digits.Length == Sha256HexLength && !digits.ContainsAnyExcept(HexDigits)
            ? text
            : throw new JsonException($"Checksum '{text}' is not {Sha256HexLength} hexadecimal digits.");
    }
}
