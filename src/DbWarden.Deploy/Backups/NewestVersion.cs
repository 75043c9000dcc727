using DbWarden.Deploy.Records;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Backups;

/// <summary>The newest version that a database has, as it was written; null where it has none.</summary>
internal static class NewestVersion
{
    public static string? Of(IEnumerable<MigrationRecord> records) =>
        records
            .Where(record => record.State is RecordState.Applied or RecordState.Baseline)
            .Where(record => record.Version is not null)
            .OrderByDescending(record => MigrationVersion.TryParse(record.Identity))
            .Select(record => record.Version)
            .FirstOrDefault();
}
