namespace DbWarden.Deploy.Schemas.Comparing;

/// <summary>Tells a column that was dropped and added again, and so came to the end, from columns that were put in another order.</summary>
internal static class ColumnOrder
{
    /// <summary>The columns that moved to the end; empty where the order is the same, null where no such move explains it.</summary>
    public static IReadOnlyList<string>? Compare(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var places = expected
            .Select((name, place) => (name, place))
            .ToDictionary(item => item.name, item => item.place, StringComparer.Ordinal);
        string[] common = [.. actual.Where(places.ContainsKey)];
        int[] order = [.. common.Select(name => places[name])];

        var kept = 0;
        while (kept < order.Length && (kept == 0 || order[kept] > order[kept - 1]))
            kept++;
        // Fewer moves might do it, but not to the end: then somebody put them in order on purpose.
        return kept < LongestIncrease(order) ? null : common[kept..];
    }

    private static int LongestIncrease(int[] order)
    {
        var ends = new List<int>();
        foreach (var place in order)
        {
            var at = ends.BinarySearch(place);
            if (~at == ends.Count)
                ends.Add(place);
            else
                ends[~at] = place;
        }

        return ends.Count;
    }
}
