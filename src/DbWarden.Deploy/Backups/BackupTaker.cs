using System.Diagnostics;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Backups;

/// <summary>
/// Takes the backup of one run: first looks whether it can be taken at all, and later, under the lease, takes and verifies it. A backup
/// bears its final name only when it is whole, verified and on the disk.
/// </summary>
internal sealed class BackupTaker(EngineBackups engine, BackupContext context, BackupOptions options)
{
    private BackupDirectory? _directory;
    private EngineBackup? _backup;

    /// <summary>Finds everything that is needed. Null when a backup can be taken; asked again, it has nothing left to do.</summary>
    public async Task<Failure?> PrepareAsync(CancellationToken cancellation)
    {
        if (_backup is not null)
            return null;
        var directory = BackupDirectory.Open(context.Target.BackupDirectory);
        if (!directory.IsSuccess)
            return directory.Failure;
        var prepared = await engine.PrepareAsync(context, cancellation);
        if (!prepared.IsSuccess)
            return prepared.Failure;
        if (directory.Value.FreeSpace is { } free)
        {
            if (prepared.Value.Size is { } size && size > free)
                return BackupFailure.NoSpace(directory.Value.Path, size, free);
            if (prepared.Value.DatabaseSize is { } whole && whole > free)
                context.Report(
                    new DeploymentEvent.Warning(
                        $"The database has {BackupFailure.Megabytes(whole)}, and {BackupFailure.Megabytes(free)} are free in {directory.Value.Path}: "
                            + "its backup, which is compressed, may not fit."
                    )
                );
        }

        (_directory, _backup) = (directory.Value, prepared.Value);
        return null;
    }

    /// <summary>Takes and verifies the backup, after <see cref="PrepareAsync"/>.</summary>
    /// <param name="records">What the database has, for the manifest.</param>
    /// <param name="beat">Gives a sign of life, for an engine that has to be asked for it.</param>
    public async Task<Result<BackupFile>> TakeAsync(
        IReadOnlyList<MigrationRecord> records,
        Lease lease,
        Func<Task> beat,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        var at = DateTimeOffset.UtcNow;
        var name = BackupName.Create(context.Target.Database, at, engine.Extension);
        var final = Path.Combine(_directory!.Path, name);
        context.Report(new DeploymentEvent.BackupStarted(final));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lease.Lost);
        try
        {
            using var partial = PartialFile.Create(_directory.Path, name);
            var failure =
                await _backup!.WriteAsync(partial, beat, stop.Token) ?? await _backup.VerifyAsync(partial.Path, stop.Token);
            stop.Token.ThrowIfCancellationRequested();
            if (failure is not null)
                return failure;
            var manifest = await DescribeAsync(name, at, partial.Path, records, stop.Token);
            partial.Complete(final);
            var taken = new BackupFile(final, manifest);
            using (var beside = PartialFile.Create(_directory.Path, name + BackupFile.ManifestSuffix))
            {
                await File.WriteAllBytesAsync(beside.Path, BackupManifestJson.Write(manifest), CancellationToken.None);
                beside.Complete(taken.ManifestPath);
            }

            context.Report(new DeploymentEvent.BackupFinished(taken, Stopwatch.GetElapsedTime(started)));
            DeleteSuperfluous(taken);
            return taken;
        }
        catch (OperationCanceledException exception) when (lease.Lost.IsCancellationRequested)
        {
            throw new LeaseLostException("The lease was lost during the backup.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return BackupFailure.OfFile(final, exception);
        }
        catch (Exception exception)
            when (context.Errors.Read(exception) is { Kind: not Databases.ServerErrorKind.Cancelled } error)
        {
            if (await lease.IsLostAsync(error.Kind == Databases.ServerErrorKind.ConnectionLost))
                throw new LeaseLostException("The lease was lost during the backup.", exception);
            return BackupFailure.Of(
                $"The backup could not be taken: {error.Summary}",
                [.. new[] { error.Detail, error.Hint }.OfType<string>()]
            );
        }
    }

    private async Task<BackupManifest> DescribeAsync(
        string name,
        DateTimeOffset at,
        string path,
        IReadOnlyList<MigrationRecord> records,
        CancellationToken cancellation
    ) =>
        new()
        {
            File = name,
            Engine = context.Product.Engine,
            ServerVersion = context.Product.Version,
            Database = context.Target.Database,
            Connection = context.Target.Display,
            ArtifactName = context.Target.Artifact?.Name,
            ArtifactVersion = context.Target.Artifact?.Version,
            NewestVersion = NewestVersion.Of(records),
            Size = new FileInfo(path).Length,
            Sha256 = await Checksum.OfFileAsync(path, cancellation),
            TakenAt = at,
            ToolVersion = ExecutionIdentity.Create().ToolVersion,
        };

    /// <summary>A backup that cannot be deleted is a nuisance, and no reason to stop a deploy.</summary>
    private void DeleteSuperfluous(BackupFile taken)
    {
        if (options.Keep is not { } keep)
            return;
        foreach (var old in BackupRetention.Superfluous(BackupDirectory.List(_directory!.Path), taken, keep))
        {
            try
            {
                BackupDirectory.Delete(old);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                context.Report(
                    new DeploymentEvent.Warning($"The old backup {old.Path} could not be deleted: {exception.Message}")
                );
            }
        }
    }
}
