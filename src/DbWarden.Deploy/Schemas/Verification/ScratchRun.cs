using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Schemas.Scratch;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Schemas.Verification;

/// <summary>Deploys to a scratch database as a real run would, and looks at what came of it.</summary>
internal sealed class ScratchRun(DeploymentTarget target, DatabaseEngine engine, ScratchSpace space) : IAsyncDisposable
{
    private ScratchDatabase? _database;

    private IReadOnlyList<ArtifactMigration> All => target.Migrations?.Migrations ?? [];

    /// <summary>Begins anew with an empty database.</summary>
    public async Task ResetAsync(CancellationToken cancellation)
    {
        await DisposeAsync();
        _database = await ScratchDatabase.CreateAsync(engine, space, cancellation);
    }

    /// <summary>Applies those of the migrations that are not applied yet.</summary>
    public async Task<Failure?> MigrateAsync(IEnumerable<ArtifactMigration> migrations, CancellationToken cancellation)
    {
        var options = new MigrateOptions { AllowMissing = true, AllowOutOfOrder = true };
        return InScratch((await Deploy(migrations).MigrateAsync(options, cancellation)).Failure);
    }

    public async Task<Failure?> RollbackAsync(ArtifactMigration migration, CancellationToken cancellation)
    {
        var name = migration.Manifest.Name;
        var options =
            name.Kind == MigrationKind.Versioned
                ? new RollbackOptions { Count = 1 }
                : new RollbackOptions { Name = name.Identity };
        return InScratch((await Deploy(All).RollbackAsync(options, cancellation)).Failure);
    }

    public async Task<DatabaseSchema> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await engine.OpenAsync(_database!.ConnectionString, Access.Read, cancellation);
        return await engine.Schemas.ReadAsync(connection.Connection, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        _database = null;
    }

    private Deployment Deploy(IEnumerable<ArtifactMigration> migrations)
    {
        var database = target.Migrations! with { Migrations = [.. migrations] };
        var scratch = target with
        {
            Artifact = target.Artifact! with { Databases = [database] },
            ConnectionString = _database!.ConnectionString,
        };
        return new Deployment(scratch, static _ => { });
    }

    /// <summary>What happened is true; where the database stands and what to type next is not, for the real one.</summary>
    private static Failure? InScratch(Failure? failure) =>
        failure is null or { Kind: FailureKind.Interrupted }
            ? failure
            : failure with
            {
                State = "This happened in a scratch database; your database was not touched.",
                Next = [],
            };
}
