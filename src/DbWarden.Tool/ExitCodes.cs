using DbWarden.Deploy.Results;

namespace DbWarden.Tool;

/// <summary>What the process tells whoever started it. Scripts depend on these numbers.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int MigrationFailed = 1;
    public const int Usage = 2;
    public const int Partial = 3;
    public const int Locked = 4;
    public const int Refused = 5;
    public const int CheckFailed = 6;
    public const int BackupFailed = 7;
    public const int Unreachable = 8;

    /// <summary><c>status --exit-code</c> found something pending.</summary>
    public const int Pending = 10;

    /// <summary>A mistake of this program, not of its user; what <c>sysexits.h</c> calls EX_SOFTWARE.</summary>
    public const int Bug = 70;

    /// <summary>128 and the number of SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>128 and the number of SIGTERM.</summary>
    public const int Terminated = 143;

    public static int Of(FailureKind kind) =>
        kind switch
        {
            FailureKind.MigrationFailed => MigrationFailed,
            FailureKind.Usage => Usage,
            FailureKind.Partial => Partial,
            FailureKind.Locked => Locked,
            FailureKind.Refused => Refused,
            FailureKind.CheckFailed => CheckFailed,
            FailureKind.BackupFailed => BackupFailed,
            FailureKind.Unreachable => Unreachable,
            FailureKind.Interrupted => Interrupted,
            FailureKind.Bug => Bug,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of failure without an exit code."),
        };
}
