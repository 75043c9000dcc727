using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Locking;

/// <summary>Judges a holder by its process, where that ran on this machine.</summary>
internal static class HolderProcess
{
    public static HolderJudgement Judge(LeaseRow row)
    {
        if (row.BootId is null || row.ProcessStarted is not { } started || row.ProcessId is not { } id)
            return new HolderJudgement(HolderLife.Unknown, "its system does not tell processes apart");
        if (row.ClientHost != Environment.MachineName)
            return new HolderJudgement(HolderLife.Unknown, $"it ran on another machine, {row.ClientHost}");
        if (row.BootId != ExecutionIdentity.ReadBootId())
            return new HolderJudgement(HolderLife.Gone, "the machine has been started again since");

        // A number counts within its namespace only: in another container, the same number is another process.
        var mine = ExecutionIdentity.ReadProcessStart(Environment.ProcessId);
        if (Namespace(mine) != Namespace(started))
            return new HolderJudgement(HolderLife.Unknown, "it ran in another container");
        var current = ExecutionIdentity.ReadProcessStart(id);
        return current == started
            ? new HolderJudgement(HolderLife.Alive, FormattableString.Invariant($"process {id} is running"))
            : new HolderJudgement(HolderLife.Gone, FormattableString.Invariant($"process {id} has ended"));
    }

    private static string? Namespace(string? started) => started?.Split(' ', 2)[^1];
}
