namespace DbWarden.Deploy.Schemas.Comparing;

/// <summary>The lines in which two texts differ, with a little around them, as a patch shows it.</summary>
internal static class LineDifference
{
    private const int Context = 2;

    // The table below grows with the product of both; longer bodies are shown whole.
    private const int LongestText = 2000;

    public static IReadOnlyList<string> Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var lines = before.Count > LongestText || after.Count > LongestText ? Whole(before, after) : Aligned(before, after);
        var shown = new List<string>();
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (!IsNearChange(lines, i))
                continue;
            if (i != last + 1)
                shown.Add("  …");
            shown.Add(lines[i]);
            last = i;
        }

        if (last != lines.Count - 1)
            shown.Add("  …");
        return shown;
    }

    private static bool IsNearChange(List<string> lines, int line)
    {
        for (var i = Math.Max(0, line - Context); i <= Math.Min(lines.Count - 1, line + Context); i++)
        {
            if (lines[i][0] != ' ')
                return true;
        }

        return false;
    }

    private static List<string> Whole(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        [.. before.Select(line => "- " + line), .. after.Select(line => "+ " + line)];

    private static List<string> Aligned(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var common = CommonLengths(before, after);
        var lines = new List<string>();
        var (i, j) = (0, 0);
        while (i < before.Count || j < after.Count)
        {
            if (i < before.Count && j < after.Count && before[i] == after[j])
            {
                lines.Add("  " + before[i++]);
                j++;
            }
            else if (j == after.Count || (i < before.Count && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add("- " + before[i++]);
            }
            else
            {
                lines.Add("+ " + after[j++]);
            }
        }

        return lines;
    }

    /// <summary>How many lines the rests of both texts have in common, from each pair of lines on.</summary>
    private static int[,] CommonLengths(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var common = new int[before.Count + 1, after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            for (var j = after.Count - 1; j >= 0; j--)
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }
}
