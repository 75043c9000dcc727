using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Locking;

/// <summary>What an engine needs to find out about a lease's holder.</summary>
/// <param name="Connection">Our own connection.</param>
/// <param name="Facts">The server that it is connected to.</param>
/// <param name="Scope">Tells this lease from every other on the server.</param>
internal sealed record HolderInquiry(DatabaseConnection Connection, ServerFacts Facts, string Scope, LeaseRow Holder)
{
    /// <summary>Whether the holder's connection numbers mean something on this server.</summary>
    public bool IsSameServer => Holder.Server == Facts.Server;
}
