using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Backups;

/// <summary>Brings a database back to a backup: judges first, and then works under the lease.</summary>
internal sealed class Restorer(EngineBackups engine, BackupContext context, RestoreOptions options)
{
    private const int Named = 5;
    private const int Attempts = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private EngineRestore? _restore;

    private string Command => RestoreCommand.For(options.File, context.Target.Database);

    /// <summary>Finds everything that is needed, and writes nothing. Null when the backup can be restored.</summary>
    public async Task<Failure?> PrepareAsync(BackupFile backup, CancellationToken cancellation)
    {
        var manifest = backup.Manifest;
        if (engine.FindMismatch(new ServerProduct(manifest.Engine, manifest.ServerVersion), context.Product) is { } mismatch)
            return Refuse(FailureKind.BackupFailed, mismatch);
        var prepared = await engine.PrepareRestoreAsync(context, cancellation);
        if (!prepared.IsSuccess)
            return prepared.Failure with { State = "Nothing was changed." };
        _restore = prepared.Value;
        return options.Force ? null : await FindOthersAsync(cancellation);
    }

    /// <summary>Restores, after <see cref="PrepareAsync"/>.</summary>
    public async Task<Failure?> RestoreAsync(RestoreJob job, Lease lease, CancellationToken cancellation)
    {
        if (options.Force)
            await _restore!.EndOtherSessionsAsync(cancellation);
        else if (await FindOthersAsync(cancellation) is { } refusal)
            return refusal;

        context.Report(new DeploymentEvent.RestoreStarted(job.Backup));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lease.Lost);
        try
        {
            return await _restore!.RestoreAsync(job, stop.Token) is { } failure ? Account(failure) : null;
        }
        catch (OperationCanceledException exception) when (lease.Lost.IsCancellationRequested)
        {
            throw new LeaseLostException("The lease was lost during the restore.", exception);
        }
        catch (OperationCanceledException)
        {
            return Account(new Failure(FailureKind.Interrupted, "Interrupted while restoring."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Account(new Failure(FailureKind.BackupFailed, "The backup could not be restored: " + exception.Message));
        }
        catch (Exception exception) when (context.Errors.Read(exception) is { } error)
        {
            return Account(
                error.Kind == ServerErrorKind.Cancelled
                    ? new Failure(FailureKind.Interrupted, "Interrupted while restoring.")
                    : new Failure(FailureKind.BackupFailed, $"The backup could not be restored: {error.Summary}")
                    {
                        Details = [.. new[] { error.Detail, error.Hint }.OfType<string>()],
                    }
            );
        }
    }

    private Failure Account(Failure failure) =>
        failure with
        {
            State = _restore!.StateAfterFailure,
            Next = [.. failure.Next, "Restore again, this backup or another one: " + Command],
        };

    /// <summary>A session that has just been closed is on the server's list for another moment.</summary>
    private async Task<Failure?> FindOthersAsync(CancellationToken cancellation)
    {
        var others = await _restore!.ReadOtherSessionsAsync(cancellation);
        for (var attempt = 1; others.Count > 0 && attempt < Attempts; attempt++)
        {
            await Task.Delay(Pause, cancellation);
            others = await _restore.ReadOtherSessionsAsync(cancellation);
        }

        if (others.Count == 0)
            return null;
        return Refuse(
            FailureKind.Refused,
            $"Others are connected to the database ({PlanWords.Count(others.Count, "session")}), and a restore would take it from under them."
        ) with
        {
            Details = [.. others.Take(Named), .. others.Count > Named ? ["…"] : Array.Empty<string>()],
            Next =
            [
                "Stop the applications that use it, and run the command again.",
                "To end their sessions: " + Command + " --force",
            ],
        };
    }

    private static Failure Refuse(FailureKind kind, string message) => new(kind, message) { State = "Nothing was changed." };
}
