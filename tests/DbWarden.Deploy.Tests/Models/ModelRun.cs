using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Tests.Models;

/// <summary>How a run stops in the middle.</summary>
internal enum Stop
{
    Never,

    /// <summary>Somebody asks it to end.</summary>
    Interrupt,

    /// <summary>It ends without another word.</summary>
    Crash,

    /// <summary>Another takes its lock away, and dies.</summary>
    Robbed,
}

/// <summary>What one run is expected to do.</summary>
/// <param name="Failure">Null for success, and for a crash.</param>
/// <param name="Completed">Versions, in order.</param>
internal sealed record ModelRun(FailureKind? Failure, IReadOnlyList<int> Completed, bool Crashed = false)
{
    public static ModelRun Refused(FailureKind kind = FailureKind.Refused) => new(kind, []);
}

/// <summary>What a migrate is asked to do.</summary>
internal sealed record ModelMigrate
{
    public bool Resume { get; init; }

    public int? ResumeAt { get; init; }

    public int? Count { get; init; }

    public bool OutOfOrder { get; init; }

    public bool AllowMissing { get; init; }

    public Stop Stop { get; init; }

    /// <summary>The 1-based statement of this run after which it stops; where it is robbed, the migration before which that happens.</summary>
    public int StopAfter { get; init; }
}
