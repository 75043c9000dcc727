using System.Text;

namespace DbWarden.Migrations.Naming;

/// <summary>
/// Reads a file's name as generously as it can, to say which part of it is wrong and which name its author most likely meant.
/// </summary>
internal sealed class MigrationNameAdvice
{
    private const string DescriptionPlaceholder = "<description>";

    private readonly string _stem;

    /// <summary>What stands where <c>V</c>, <c>ROC</c> or <c>RA</c> should; empty for a name that begins with its version.</summary>
    private readonly string _letters;
    private readonly string _separator;
    private readonly string _version;
    private readonly string _rest;

    private MigrationNameAdvice(string stem)
    {
        _stem = stem;
        var position = 0;
        _letters = Take(ref position, character => character is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'));
        _separator = Take(ref position, character => character is '_' or '-' or '.' or ' ');
        _version = IsRepeatable ? "" : Take(ref position, character => character is (>= '0' and <= '9') or '.').Trim('.');
        _rest = _stem[position..];
    }

    private string? Kind =>
        _letters.ToUpperInvariant() switch
        {
            "" or "V" => "V",
            "RA" => "RA",
            // Flyway's repeatables, R, run when they have changed.
            "ROC" or "R" => "ROC",
            _ => null,
        };

    private bool IsRepeatable => Kind is "RA" or "ROC";

    /// <summary>What is wrong with a name that <see cref="MigrationNameParser"/> does not read, and what to write instead.</summary>
    public static string For(string fileName)
    {
        const string extension = MigrationName.Extension;
        if (!fileName.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            return $"it does not end with '{extension}'";
        var stem = fileName[..^extension.Length];
        if (MigrationNameParser.TryParse(stem + extension) is not null)
            return $"it must end with '{extension}' in small letters; write '{stem}{extension}'";
        return new MigrationNameAdvice(stem).Describe();
    }

    private string Describe()
    {
        if (Kind is null)
            return $"it does not begin with 'V__', 'ROC__' or 'RA__'; write {Name("V", "<version>_", _stem)}, {Name("ROC", "", _stem)} or {Name("RA", "", _stem)}";
        if (IsRepeatable)
            return $"{KindFault ?? DescriptionFault}; write {Name(Kind, "", _rest)}";
        var version = VersionFault is null ? _version : "<version>";
        return $"{KindFault ?? VersionFault ?? DescriptionFault}; write {Name(Kind, version + "_", _rest)}";
    }

    private string? KindFault =>
        _letters.Length == 0
            ? _separator.Length == 0
                ? null
                : $"it begins with '{_separator}'"
            : _letters != Kind
                ? $"'{_letters}' must be '{Kind}'"
                : _separator != "__"
                    ? $"'{_letters}' must be followed by '__'"
                    : null;

    private string? VersionFault =>
        _version.Length == 0 ? "the version is missing"
        : MigrationVersion.TryParse(_version) is null ? $"'{_version}' is not a version (digits, with a dot between parts)"
        : null;

    private string DescriptionFault =>
        _rest.Trim('_', '-').Length == 0 ? "the description is missing"
        : !IsRepeatable && _rest[0] != '_' ? "the version must be followed by '_'"
        : "the description may hold only letters from a to z, digits, '_' and '-'";

    private static string Name(string kind, string version, string description) =>
        $"'{kind}__{version}{Slug(description)}{MigrationName.Extension}'";

    /// <summary>The text with everything that a description may not hold replaced by single underscores.</summary>
    private static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (MigrationNameParser.IsSlugCharacter(character))
                slug.Append(character);
            else if (slug.Length > 0 && slug[slug.Length - 1] != '_')
                slug.Append('_');
        }

        var trimmed = slug.ToString().Trim('_', '-');
        return trimmed.Length > 0 ? trimmed : DescriptionPlaceholder;
    }

    private string Take(ref int position, Func<char, bool> isPart)
    {
        var start = position;
        while (position < _stem.Length && isPart(_stem[position]))
            position++;
        return _stem[start..position];
    }
}
