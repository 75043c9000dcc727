namespace DbWarden.Deploy.Schemas.Scratch;

/// <summary>Where scratch databases are made: a server, or a folder. One sub-class an engine, in the engine's folder.</summary>
internal abstract class ScratchSpace : IAsyncDisposable
{
    /// <summary>Tells this place from any other.</summary>
    public abstract string Identity { get; }

    /// <summary>The databases here that are named like scratch databases.</summary>
    public abstract Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation);

    /// <summary>
    /// Lets new databases here have the defaults of the one that <paramref name="original"/> was opened for, which is on another server:
    /// tables take them over.
    /// </summary>
    public virtual Task InheritAsync(ScratchSpace original, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Makes an empty one and returns its connection string.</summary>
    public abstract Task<string> CreateAsync(string name, CancellationToken cancellation);

    /// <summary>Removes one, also while somebody is connected to it.</summary>
    public abstract Task DropAsync(string name);

    /// <summary>What in a statement reaches beyond the database it runs in, so that trying it out could harm others; null for most.</summary>
    public abstract string? FindEscape(string statement);

    public abstract ValueTask DisposeAsync();
}
