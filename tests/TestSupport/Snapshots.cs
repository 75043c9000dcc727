using Snapshooter.NUnit;

namespace DbWarden.TestSupport;

/// <summary>The one place that knows which snapshot library is used.</summary>
public static class Snapshots
{
    /// <summary>
    /// Compares <paramref name="text"/> with <c>__snapshots__/Class.Method[_extension].snap</c> beside the test. Line ends are not part of the
    /// comparison.
    /// </summary>
    /// <param name="text">What to compare; made independent of the machine by the caller.</param>
    /// <param name="extension">Tells the cases of one test method apart; null for a method with one snapshot.</param>
    public static void Match(string text, string? extension = null)
    {
        if (extension is null)
            Snapshot.Match(text);
        else
            Snapshot.Match(text, Snapshooter.SnapshotNameExtension.Create(extension));
    }
}
