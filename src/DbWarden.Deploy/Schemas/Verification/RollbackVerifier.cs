using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Schemas.Comparing;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Schemas.Verification;

/// <summary>Runs each migration up, down and up again, and compares what should be the same.</summary>
internal sealed class RollbackVerifier(ScratchRun run, IReadOnlyList<ArtifactMigration> migrations, Action<RollbackCheck> report)
{
    private readonly List<RollbackCheck> _checks = [];

    public async Task<VerificationReport> VerifyAsync(CancellationToken cancellation)
    {
        await run.ResetAsync(cancellation);
        var before = await run.ReadAsync(cancellation);
        for (var i = 0; i < migrations.Count; i++)
        {
            var check = await CheckAsync(i, before, cancellation);
            cancellation.ThrowIfCancellationRequested();
            _checks.Add(check);
            report(check);
            if (check.Outcome == CheckOutcome.UpgradeFailed)
                return new VerificationReport(_checks, [.. migrations.Skip(i + 1).Select(FileOf)]);
            if (!check.IsGood)
                await RebuildAsync(i, cancellation);
            // Also after a good one: a column may have come to the end.
            before = await run.ReadAsync(cancellation);
        }

        return new VerificationReport(_checks, []);
    }

    private async Task<RollbackCheck> CheckAsync(int place, DatabaseSchema before, CancellationToken cancellation)
    {
        var migration = migrations[place];
        if (await run.MigrateAsync(UpTo(place), cancellation) is { } upgrade)
            return Failed(CheckOutcome.UpgradeFailed, upgrade);
        if (migration.Manifest.Rollback is RollbackKind.Irreversible or RollbackKind.Missing)
            return new RollbackCheck(FileOf(migration), CheckOutcome.NotReversible);
        var after = await run.ReadAsync(cancellation);

        if (await run.RollbackAsync(migration, cancellation) is { } rollback)
            return Failed(CheckOutcome.RollbackFailed, rollback);
        var undone = SchemaComparer.Compare(before, await run.ReadAsync(cancellation));
        if (!undone.IsMatch)
            return new RollbackCheck(FileOf(migration), CheckOutcome.RollbackDiffers) { Comparison = undone };

        if (await run.MigrateAsync(UpTo(place), cancellation) is { } again)
            return Failed(CheckOutcome.SecondUpgradeFailed, again);
        var redone = SchemaComparer.Compare(after, await run.ReadAsync(cancellation));
        return redone.IsMatch
            ? new RollbackCheck(FileOf(migration), CheckOutcome.Passed) { Comparison = undone }
            : new RollbackCheck(FileOf(migration), CheckOutcome.SecondUpgradeDiffers) { Comparison = redone };

        RollbackCheck Failed(CheckOutcome outcome, Failure failure) => new(FileOf(migration), outcome) { Failure = failure };
    }

    /// <summary>A wrong rollback must not be held against the migrations behind it.</summary>
    private async Task RebuildAsync(int place, CancellationToken cancellation)
    {
        await run.ResetAsync(cancellation);
        if (await run.MigrateAsync(migrations.Take(place + 1), cancellation) is { } failure)
            throw new InvalidOperationException($"What was applied before could not be applied again: {failure.Message}");
    }

    /// <summary>What is to be applied once this migration is: a repeatable comes alone, for the others would run again with it.</summary>
    private IEnumerable<ArtifactMigration> UpTo(int place) =>
        IsVersioned(migrations[place]) ? migrations.Take(place + 1) : migrations.Where(IsVersioned).Append(migrations[place]);

    private static bool IsVersioned(ArtifactMigration migration) => migration.Manifest.Name.Kind == MigrationKind.Versioned;

    private static string FileOf(ArtifactMigration migration) => migration.Manifest.Name.FileName;
}
