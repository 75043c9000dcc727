using System.Globalization;

namespace DbWarden.Benchmarks;

/// <summary>What to measure, as build/bench.sh was told.</summary>
/// <param name="Part">The part.</param>
/// <param name="Counts">The numbers of migrations; empty for the part's own.</param>
/// <param name="Rounds">How often each thing is measured; null for the part's own number.</param>
internal sealed record BenchmarkArguments(string Part, IReadOnlyList<int> Counts, int? Rounds)
{
    private const string RoundsOption = "--rounds";

    /// <summary>Null where the arguments cannot be understood.</summary>
    public static BenchmarkArguments? TryParse(string[] arguments)
    {
        if (arguments is not [var part, .. var rest])
            return null;
        int? rounds = null;
        if (rest is [.. var before, RoundsOption, var text])
        {
            if (!TryParse(text, out var given))
                return null;
            (rest, rounds) = (before, given);
        }

        var counts = new List<int>();
        foreach (var argument in rest)
        {
            if (!TryParse(argument, out var count))
                return null;
            counts.Add(count);
        }

        return new BenchmarkArguments(part, counts, rounds);
    }

    /// <summary>The numbers given, or else these.</summary>
    public IReadOnlyList<int> CountsOr(params IReadOnlyList<int> counts) => Counts.Count > 0 ? Counts : counts;

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
