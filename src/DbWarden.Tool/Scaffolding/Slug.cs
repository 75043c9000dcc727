using System.Text;

namespace DbWarden.Tool.Scaffolding;

/// <summary>Turns a description into the part of a file name that follows the version.</summary>
internal static class Slug
{
    /// <summary>Small letters, digits, hyphens and single underscores; null where nothing of the description is left.</summary>
    public static string? From(string description)
    {
        var slug = new StringBuilder();
        foreach (var character in description)
        {
            if (char.IsAsciiLetterOrDigit(character) || character == '-')
                slug.Append(char.ToLowerInvariant(character));
            else if (slug.Length > 0 && slug[^1] != '_')
                slug.Append('_');
        }

        var text = slug.ToString().Trim('_', '-');
        return text.Length > 0 ? text : null;
    }
}
