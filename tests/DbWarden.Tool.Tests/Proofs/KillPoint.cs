namespace DbWarden.Tool.Tests.Proofs;

/// <summary>How the run after a killed one goes on.</summary>
internal enum WayOn
{
    /// <summary>A plain <c>migrate</c> does everything.</summary>
    Migrate,

    /// <summary>The server finishes what it had been sent, the commit with it, and a plain <c>migrate</c> does what comes after.</summary>
    MigrateTheRest,

    /// <summary><c>migrate</c> refuses, since something is half applied, and <c>migrate --resume</c> goes on.</summary>
    Resume,

    /// <summary><c>--resume</c> refuses, too, since nothing tells whether a statement took effect: a person looks, and says where to go on.</summary>
    ResumeAt,
}

/// <summary>A point at which a run is killed.</summary>
/// <param name="Engine">As a project names it.</param>
/// <param name="Name">In words, for the test's name.</param>
/// <param name="Hold">What holds the run there: a gate's name, or a statement that the test runs in a transaction of its own.</param>
internal sealed record KillPoint(string Engine, string Name, string Hold)
{
    /// <summary>What the tool says with <c>--verbose</c> directly before the point.</summary>
    public string? After { get; init; }

    public WayOn Way { get; init; }

    /// <summary>With <see cref="WayOn.ResumeAt"/>: the unit to go on with.</summary>
    public int NextUnit { get; init; }

    public bool IsGate => !Hold.Contains(' ', StringComparison.Ordinal);

    public override string ToString() => $"{Engine}, {Name}";
}
