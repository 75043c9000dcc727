using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Locking;

namespace DbWarden.Deploy.Execution;

/// <summary>What an engine needs to open a <see cref="WorkSession"/>.</summary>
/// <param name="ConnectionString">A secret.</param>
/// <param name="Control">The connection that holds the lease and writes the journal; an engine with one writer works on it.</param>
/// <param name="Facts">What the control connection has learned about the server.</param>
/// <param name="Timings">How often a sign of life is given, and how long a lease lives without one.</param>
/// <param name="GivingWay">Tries again what gave up waiting for a lock.</param>
/// <param name="StatementFinished">Told of each statement with its time; null where nobody asks, so that statements may be sent together.</param>
internal sealed record WorkSessionSettings(
    string ConnectionString,
    DatabaseConnection Control,
    LeaseQueries LeaseQueries,
    LeaseToken Lease,
    ServerFacts Facts,
    LeaseTimings Timings,
    GivingWay GivingWay,
    Action<ScriptStatement, TimeSpan>? StatementFinished
);
