using Snapshooter;
using Snapshooter.NUnit;

namespace DbWarden.TestSupport;

/// <summary>The one place that knows which snapshot library is used.</summary>
public static class Snapshots
{
    private const string Newer = "Newer";

    /// <summary>
    /// Compares <paramref name="text"/> with <c>__snapshots__/Class.Method[_extension].snap</c> beside the test. Line ends are not part of the
    /// comparison.
    /// </summary>
    /// <param name="text">What to compare; made independent of the machine by the caller.</param>
    /// <param name="extension">Tells the cases of one test method apart; null for a method with one snapshot.</param>
    public static void Match(string text, string? extension = null)
    {
        var name = extension is null ? Snapshot.FullName() : Snapshot.FullName(SnapshotNameExtension.Create(extension));
        Snapshot.Match(text, new SnapshotFullName(WithoutVersion(name.Filename), name.FolderPath));
    }

    /// <summary>A suite that runs again on a newer version of an engine must say the same there.</summary>
    private static string WithoutVersion(string fileName) =>
        fileName.StartsWith(Newer, StringComparison.Ordinal) ? fileName[Newer.Length..] : fileName;
}
