namespace DbWarden.Tool.Output;

/// <summary>Breaks prose into lines, between words.</summary>
internal static class Folding
{
    /// <summary>At least one line; a word longer than <paramref name="width"/> stays whole.</summary>
    public static IReadOnlyList<string> Fold(string text, int width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : line + " " + word;
            }
        }

        lines.Add(line);
        return lines;
    }
}
