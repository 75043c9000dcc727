using DbWarden.Deploy.Databases;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Execution;

/// <summary>How long statements may wait and run, where a migration does not say it itself.</summary>
internal sealed record ExecutionLimits(TimeSpan LockTimeout, int LockRetries, TimeSpan? StatementTimeout)
{
    public static ExecutionLimits Of(DeploymentTarget target, DatabaseEngine engine) =>
        new(target.LockTimeout ?? engine.DefaultLockTimeout, target.LockRetries, target.StatementTimeout);

    public SessionOptions For(MigrationDirectives directives) =>
        new()
        {
            ForeignKeysOff = directives.ForeignKeysOff,
            LockTimeout = directives.LockTimeout ?? LockTimeout,
            StatementTimeout =
                (directives.StatementTimeout ?? StatementTimeout) is { } limit && limit > TimeSpan.Zero ? limit : null,
        };
}
