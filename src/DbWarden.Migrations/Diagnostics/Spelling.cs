namespace DbWarden.Migrations.Diagnostics;

/// <summary>Finds the known word that somebody most likely meant.</summary>
public static class Spelling
{
    /// <summary>The nearest of <paramref name="candidates"/>, without regard to case, or null where none is near enough to be meant.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var wanted = word.ToLowerInvariant();
        var least = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var distance = Distance(wanted, candidate.ToLowerInvariant());
            // Up to a third of the letters wrong is a slip; more is another word.
            if (distance < least && distance <= Math.Max(1, Math.Max(wanted.Length, candidate.Length) / 3))
            {
                least = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>Whether the words differ by one letter too many, too few, wrong or swapped with its neighbour.</summary>
    public static bool IsOneSlip(string word, string meant) => Distance(word, meant) == 1;

    /// <summary>How many letters must be inserted, removed, replaced or swapped with their neighbour (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        // Nobody means a word that is so much longer, and hostile input must not buy a square of its length.
        if (Math.Abs(left.Length - right.Length) > Math.Max(left.Length, right.Length) / 3 + 1)
            return int.MaxValue;
        var beforePrevious = new int[right.Length + 1];
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
            previous[column] = column;
        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(replaced, 1 + Math.Min(previous[column], current[column - 1]));
                var isSwapped = row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
                if (isSwapped)
                    current[column] = Math.Min(current[column], beforePrevious[column - 2] + 1);
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[right.Length];
    }
}
