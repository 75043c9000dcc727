using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Schemas.Comparing;
using DbWarden.Deploy.Schemas.Scratch;
using DbWarden.Deploy.Schemas.Verification;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Schemas;

/// <summary>
/// The ways in which schemas are looked at. The database itself is only read; what is tried out is tried out in a scratch database.
/// </summary>
/// <param name="target">The database, and the artifact for all but <see cref="ReadAsync"/>.</param>
/// <param name="scratchConnection">The server for scratch databases, as users write it; null for the one that the database is on. A secret.</param>
public sealed class SchemaInspection(DeploymentTarget target, string? scratchConnection, Action<DeploymentEvent> report)
{
    private readonly DatabaseEngine _engine =
        DatabaseEngine.Find(target.Engine)
        ?? throw new ArgumentException($"There is no engine named {target.Engine}.", nameof(target));

    private ErrorReader _errors = new(DatabaseEngine.Find(target.Engine)!, target.Secrets);

    private IReadOnlyList<ArtifactMigration> Migrations => target.Migrations?.Migrations ?? [];

    /// <summary>The statements that make <paramref name="schema"/> in an empty database, for the engine's own client.</summary>
    public string WriteSql(DatabaseSchema schema) => _engine.Schemas.WriteSql(schema);

    /// <summary>What the database looks like; never writes.</summary>
    public Task<Result<DatabaseSchema>> ReadAsync(CancellationToken cancellation) =>
        GuardAsync(() => ReadTargetAsync(cancellation));

    /// <summary>Compares what the artifact's migrations make with what the database has.</summary>
    public Task<Result<SchemaComparison>> CompareWithArtifactAsync(CancellationToken cancellation) =>
        CompareAsync(Migrations, cancellation);

    /// <summary>
    /// Compares what the versioned migrations up to <paramref name="version"/> make with what the database has, before a baseline says so.
    /// What repeatable migrations make is theirs: a baseline records none of them, and the next migrate runs them all.
    /// </summary>
    public Task<Result<SchemaComparison>> CompareWithVersionAsync(MigrationVersion version, CancellationToken cancellation)
    {
        IReadOnlyList<ArtifactMigration> versioned =
        [
            .. Migrations.Where(migration => migration.Manifest.Name.Version is { } own && own.CompareTo(version) <= 0),
        ];
        IReadOnlyList<ArtifactMigration> repeatables =
        [
            .. Migrations.Where(migration => migration.Manifest.Name.Version is null),
        ];
        return GuardAsync<SchemaComparison>(async () =>
        {
            var actual = await ReadTargetAsync(cancellation);
            if (!actual.IsSuccess)
                return actual.Failure;
            return await WithScratchAsync<SchemaComparison>(
                [.. versioned, .. repeatables],
                async run =>
                {
                    await run.ResetAsync(cancellation);
                    if (await run.MigrateAsync(versioned, cancellation) is { } failure)
                        return failure;
                    var expected = await run.ReadAsync(cancellation);
                    // One that needs a later version fails, and makes nothing.
                    foreach (var repeatable in repeatables)
                        _ = await run.MigrateAsync([.. versioned, repeatable], cancellation);
                    var theirs = SchemaComparer.Compare(expected, await run.ReadAsync(cancellation));
                    return SchemaComparer.Compare(expected, actual.Value).Without(theirs);
                },
                cancellation
            );
        });
    }

    /// <summary>Runs each migration up, down and up again in a scratch database.</summary>
    /// <param name="progress">Told of each migration when it is done.</param>
    public Task<Result<VerificationReport>> VerifyAsync(Action<RollbackCheck> progress, CancellationToken cancellation) =>
        GuardAsync(() =>
            WithScratchAsync<VerificationReport>(
                Migrations,
                async run => await new RollbackVerifier(run, Migrations, progress).VerifyAsync(cancellation),
                cancellation
            )
        );

    private Task<Result<SchemaComparison>> CompareAsync(
        IReadOnlyList<ArtifactMigration> migrations,
        CancellationToken cancellation
    ) =>
        GuardAsync<SchemaComparison>(async () =>
        {
            var actual = await ReadTargetAsync(cancellation);
            if (!actual.IsSuccess)
                return actual.Failure;
            var expected = await WithScratchAsync<DatabaseSchema>(
                migrations,
                async run =>
                {
                    await run.ResetAsync(cancellation);
                    return await run.MigrateAsync(migrations, cancellation) is { } failure
                        ? failure
                        : await run.ReadAsync(cancellation);
                },
                cancellation
            );
            return expected.IsSuccess ? SchemaComparer.Compare(expected.Value, actual.Value) : expected.Failure;
        });

    private async Task<Result<DatabaseSchema>> ReadTargetAsync(CancellationToken cancellation)
    {
        var connected = await new Connector(_engine, _errors, report).ConnectAsync(target, Access.Read, cancellation);
        if (!connected.IsSuccess)
            return connected.Failure;
        await using var connection = connected.Value;
        return await _engine.Schemas.ReadAsync(connection.Connection, cancellation);
    }

    private async Task<Result<T>> WithScratchAsync<T>(
        IReadOnlyList<ArtifactMigration> migrations,
        Func<ScratchRun, Task<Result<T>>> work,
        CancellationToken cancellation
    )
        where T : notnull
    {
        if (target.Migrations is null)
            return new Failure(FailureKind.Usage, $"The artifact has no database '{target.Database}'.");
        var server = ScratchTarget();
        if (!server.IsSuccess)
            return server.Failure;
        await using var space = await _engine.Schemas.OpenScratchSpaceAsync(server.Value.ConnectionString, cancellation);
        if (await FindEscapeAsync(space, migrations, cancellation) is { } escape)
            return escape;
        await using var run = new ScratchRun(server.Value, _engine, space);
        return await work(run);
    }

    /// <summary>The same migrations on the server for scratch databases.</summary>
    private Result<DeploymentTarget> ScratchTarget()
    {
        if (scratchConnection is null)
            return target;
        var request = new ConnectionRequest
        {
            Environment = DeploymentEnvironment.OfProcess(),
            Database = target.Database,
            Engine = target.Engine,
            Connection = scratchConnection,
        };
        var resolved = ConnectionResolver.Resolve(request);
        if (!resolved.IsSuccess)
            return resolved.Failure;
        var secrets = target.Secrets.With(resolved.Value.Secrets);
        _errors = new ErrorReader(_engine, secrets);
        return target with { ConnectionString = resolved.Value.ConnectionString, Secrets = secrets };
    }

    /// <summary>
    /// A statement that reaches beyond its database would meet what other databases of the same server live on, so it is not tried out there.
    /// </summary>
    private async Task<Failure?> FindEscapeAsync(
        ScratchSpace space,
        IReadOnlyList<ArtifactMigration> migrations,
        CancellationToken cancellation
    )
    {
        if (scratchConnection is not null)
        {
            await using var own = await _engine.Schemas.OpenScratchSpaceAsync(target.ConnectionString, cancellation);
            await space.InheritAsync(own, cancellation);
            if (own.Identity != space.Identity)
                return null;
        }

        return EscapeFinder.Find(migrations, _engine.Dialect, space) is { } found
            ? found with
            {
                Next = ["Give another server of the same version, which may be harmed: --scratch CONNECTION"],
            }
            : null;
    }

    private async Task<Result<T>> GuardAsync<T>(Func<Task<Result<T>>> work)
        where T : notnull
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException)
        {
            return new Failure(FailureKind.Interrupted, "Interrupted.") { State = "Your database was not touched." };
        }
        catch (Exception exception) when (_errors.Read(exception) is { } error)
        {
            var kind = error.Kind switch
            {
                ServerErrorKind.Cancelled => FailureKind.Interrupted,
                ServerErrorKind.NotReady or ServerErrorKind.Refused or ServerErrorKind.ConnectionLost => FailureKind.Unreachable,
                _ => FailureKind.Usage,
            };
            return new Failure(kind, error.Summary)
            {
                Details = [.. new[] { error.Detail, error.Hint }.OfType<string>()],
                State = "Your database was not touched.",
                // MySQL refuses the right to a database with the same answer as a login to it.
                Next =
                    kind == FailureKind.Usage || error.Kind == ServerErrorKind.Refused
                        ? ["If this user may not create databases, name a server where one may: --scratch CONNECTION"]
                    : kind == FailureKind.Unreachable
                        ? ["See that the server runs, and which connection is used: dotnet dbwarden settings show"]
                    : [],
            };
        }
    }
}
