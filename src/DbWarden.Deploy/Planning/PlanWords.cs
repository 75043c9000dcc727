using System.Globalization;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Planning;

/// <summary>Turns of phrase that several messages share.</summary>
internal static class PlanWords
{
    public static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    public static string Date(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Describe(MigrationRecord record) =>
        $"{record.Version ?? record.Identity} {record.Description} ({record.File}), applied {Date(record.AppliedAt)}"
        + (record.ArtifactVersion is null ? "" : $" by {record.ArtifactName} {record.ArtifactVersion}");
}
