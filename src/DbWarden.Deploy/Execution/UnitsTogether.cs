using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Execution;

/// <summary>Units that are sent together with the write that begins them, each behind its own fence.</summary>
/// <param name="Journal">The write; does nothing unless the lease is held.</param>
/// <param name="First">The number of the first unit.</param>
/// <param name="Units">Each a statement of which the catalog tells; at least one.</param>
/// <param name="Options">How the migration wants its session.</param>
internal sealed record UnitsTogether(Query Journal, int First, IReadOnlyList<ScriptStatement> Units, SessionOptions Options)
{
    /// <summary>
    /// The first statement of the rows behind them, whose transaction may begin in the same go; null where something has to come before
    /// it. The session answers for it when it is asked to begin that transaction, and to execute the statement.
    /// </summary>
    public ScriptStatement? Rows { get; init; }
}
