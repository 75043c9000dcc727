using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Planning;

/// <summary>What stands in the way of a migrate. Each method answers null where it has nothing to say.</summary>
internal sealed class MigrateRefusals(MigrationView view, string? artifactName, MigrateOptions options, CommandHint command)
{
    private const string Untouched = "Nothing was changed by this run.";

    /// <summary>A migration that stopped half way, or died, and has not been dealt with.</summary>
    public Failure? Unresolved() =>
        view.Unresolved.FirstOrDefault() is { } record ? UnresolvedMigration.Refuse(record, command) : null;

    public Failure? Drift()
    {
        var drifted = view.Drifted.ToList();
        if (drifted.Count == 0)
            return null;
        var other = OtherService(drifted.Select(pair => pair.Record));
        return new Failure(
            FailureKind.Refused,
            other is not null ? $"The database has been migrated by {other}, and this is {artifactName}."
                : drifted.Count == 1 ? $"{drifted[0].Record.File} was applied, and has been changed since."
                : $"{drifted.Count} migrations were applied, and have been changed since."
        )
        {
            Details =
            [
                .. drifted.SelectMany(pair =>
                    new[]
                    {
                        $"{pair.Record.File}: applied {PlanWords.Date(pair.Record.AppliedAt)} as {pair.Record.UpgradeChecksum}",
                        $"{pair.Migration.Manifest.Name.FileName}: now {pair.Migration.Manifest.UpgradeChecksum}",
                    }
                ),
            ],
            State = Untouched,
            Next =
            [
                .. Separation(other),
                "Put the file back as it was applied, and write the change as a new migration.",
                "If the change is only in comments or layout, accept it: " + command.For("repair --accept-checksums"),
            ],
        };
    }

    public Failure? UnknownTarget()
    {
        if (options.ToVersion is not { } version || view.Version(version.Canonical) is not null)
            return null;
        return new Failure(FailureKind.Usage, $"There is no version {version} in the artifact.")
        {
            Details = view.OfKind(MigrationKind.Versioned).LastOrDefault() is { } newest
                ? [$"Its newest version is {newest.Manifest.Name.Version} ({newest.Manifest.Name.FileName})."]
                : [],
            State = Untouched,
            Next = ["See which versions there are: " + command.For("status")],
        };
    }

    public Failure? Unknown()
    {
        var unknown = view.Unknown.ToList();
        if (unknown.Count == 0 || options.AllowMissing)
            return null;
        return new Failure(
            FailureKind.Refused,
            $"The database has {PlanWords.Count(unknown.Count, "version")} that this artifact does not know."
        )
        {
            Details = [.. unknown.Select(PlanWords.Describe)],
            State = Untouched,
            Next =
            [
                .. Separation(OtherService(unknown)),
                $"Deploy the release that has {(unknown.Count == 1 ? "it" : "them")}, or a later one.",
                $"If {(unknown.Count == 1 ? "it is" : "they are")} meant to be missing: "
                    + command.For("migrate --allow-missing"),
            ],
        };
    }

    public Failure? OutOfOrder(IReadOnlyList<PlannedMigration> pending)
    {
        if (options.AllowOutOfOrder || view.NewestApplied is not { } newest)
            return null;
        var late = pending.Where(migration => migration.Source!.Manifest.Name.Version! < newest).ToList();
        if (late.Count == 0)
            return null;
        return new Failure(
            FailureKind.Refused,
            $"{PlanWords.Count(late.Count, "pending version")} would run after a higher one: {newest} has already been applied."
        )
        {
            Details = [.. late.Select(migration => migration.File)],
            State = Untouched,
            Next =
            [
                $"Give {(late.Count == 1 ? "it a version" : "them versions")} above {newest}, or, where the order does not matter: "
                    + command.For("migrate --out-of-order"),
            ],
        };
    }

    public Failure? UnmetDependencies(IReadOnlyList<PlannedMigration> pending)
    {
        var available = view
            .Records.Where(record => record.Kind == MigrationKind.Versioned)
            .Select(record => record.Identity)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var migration in pending)
        {
            var unmet = migration
                .Source!.Manifest.DependsOn.Where(version =>
                    MigrationVersion.TryParse(version) is not { } parsed || !available.Contains(parsed.Canonical)
                )
                .ToList();
            if (unmet.Count > 0)
            {
                var isHere = unmet.TrueForAll(version =>
                    MigrationVersion.TryParse(version) is { } parsed && view.Version(parsed.Canonical) is not null
                );
                return new Failure(
                    FailureKind.Refused,
                    $"{migration.File} depends on {string.Join(", ", unmet)}, which will not have been applied before it."
                )
                {
                    State = Untouched,
                    Next =
                    [
                        isHere
                            ? "Apply what it depends on, too: " + command.For("migrate")
                            : "This artifact does not have what it depends on. Deploy a release that does, or correct its depends_on and build again.",
                    ],
                };
            }

            available.Add(migration.Identity);
        }

        return null;
    }

    /// <summary>
    /// Two services with the same database name in one schema look like a changed or an unknown migration. Null where the records are
    /// of this artifact.
    /// </summary>
    private string? OtherService(IEnumerable<MigrationRecord> records) =>
        records
            .Select(record => record.ArtifactName)
            .FirstOrDefault(name => name is not null && artifactName is not null && name != artifactName);

    private IEnumerable<string> Separation(string? other) =>
        other is null
            ? []
            :
            [
                $"If {other} and {artifactName} share a schema, and both have a database named {view.Migrations.Name}: give one of them a schema of its own for its "
                    + "records (setting DbWarden:Schema), or another database name.",
            ];
}
