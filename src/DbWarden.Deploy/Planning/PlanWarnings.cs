namespace DbWarden.Deploy.Planning;

/// <summary>What a migrate tells its reader without stopping.</summary>
internal static class PlanWarnings
{
    public static IReadOnlyList<string> For(MigrationView view, bool hasWork)
    {
        var warnings = new List<string>();
        var unknown = view.Unknown.ToList();
        if (unknown.Count > 0)
        {
            var newest = unknown[^1];
            warnings.Add(
                $"The database has {PlanWords.Count(unknown.Count, "version")} that this artifact does not know (such as {PlanWords.Describe(newest)})"
                    + (hasWork ? "; they are left as they are." : "; there is nothing to do.")
            );
        }

        warnings.AddRange(
            view.Migrations.Migrations.Select(migration => (migration.Manifest, Record: view.RecordOf(migration)))
                .Where(pair =>
                    pair.Record is { } record
                    && pair.Manifest.UpgradeChecksum == record.UpgradeChecksum
                    && pair.Manifest.RollbackChecksum != record.RollbackChecksum
                )
                .Select(pair =>
                    $"The rollback of {pair.Manifest.Name.FileName} has changed since it was applied; the file's is used from now on."
                )
        );
        return warnings;
    }
}
