namespace DbWarden.Tool.Output;

/// <summary>Breaks prose into lines, between words.</summary>
internal static class Folding
{
    private static readonly char[] Joints = ['/', '\\', '_', '-', '.', ',', ';', ':'];

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

    /// <summary>Breaks a name or a path where it has a joint, and otherwise where the line ends, so that no line is too long.</summary>
    public static IReadOnlyList<string> FoldName(string text, int width)
    {
        var lines = new List<string>();
        while (text.Length > width)
        {
            // A blank at the end of a line needs no room in it.
            var joint = text.LastIndexOf(' ', width);
            if (joint <= width / 2)
                joint = text.LastIndexOfAny(Joints, width - 1) + 1;
            // A joint near the beginning would leave most of the line empty.
            if (joint <= width / 2)
                joint = width;
            lines.Add(text[..joint]);
            text = text[joint..].TrimStart(' ');
        }

        lines.Add(text);
        return lines;
    }
}
