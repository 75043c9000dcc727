namespace DbWarden.Deploy.Backups;

/// <summary>What is restored, and how.</summary>
/// <param name="File">The backup's full path; its manifest lies beside it.</param>
public sealed record RestoreOptions(string File)
{
    /// <summary>Ends the sessions of others instead of refusing.</summary>
    public bool Force { get; init; }

    /// <summary>Looks whether it could be done; writes nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What was restored, or would be.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="Duration">From the first connection on.</param>
public sealed record RestoreReport(BackupFile Backup, TimeSpan Duration);
