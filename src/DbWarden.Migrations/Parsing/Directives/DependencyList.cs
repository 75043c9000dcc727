using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Parsing.Directives;

/// <summary>A version that a file depends on.</summary>
/// <param name="Version">As the file wrote it.</param>
/// <param name="Span">Where, with its quotes.</param>
internal sealed record DependencyReference(string Version, SourceSpan Span);

/// <summary>Reads the value of <c>depends_on</c>: a JSON list of texts.</summary>
internal static class DependencyList
{
    /// <summary>The versions, or null where the value is no such list.</summary>
    /// <param name="line">The line that the value stands on.</param>
    /// <param name="position">The index of the value in the line's content.</param>
    public static IReadOnlyList<DependencyReference>? TryParse(DirectiveLine line, int position)
    {
        var text = line.Content;
        if (!Take(text, ref position, '['))
            return null;
        var references = new List<DependencyReference>();
        if (Take(text, ref position, ']'))
            return position == text.Length ? references : null;
        do
        {
            SkipBlanks(text, ref position);
            var start = position;
            if (!Take(text, ref position, '"') || text.IndexOf('"', position) is not (>= 0 and var quote))
                return null;
            references.Add(new DependencyReference(text[position..quote], line.SpanOf(start, quote + 1 - start)));
            position = quote + 1;
        } while (Take(text, ref position, ','));

        return Take(text, ref position, ']') && position == text.Length ? references : null;
    }

    private static bool Take(string text, ref int position, char character)
    {
        SkipBlanks(text, ref position);
        if (position == text.Length || text[position] != character)
            return false;
        position++;
        return true;
    }

    private static void SkipBlanks(string text, ref int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
            position++;
    }
}
