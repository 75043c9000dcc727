using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Schemas.Scratch;

/// <summary>An empty database that exists as long as this does. Begins by removing what killed runs left behind.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private readonly ScratchSpace _space;
    private readonly string _name;

    private ScratchDatabase(ScratchSpace space, string name, string connectionString)
    {
        _space = space;
        _name = name;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public static async Task<ScratchDatabase> CreateAsync(
        DatabaseEngine engine,
        ScratchSpace space,
        CancellationToken cancellation
    )
    {
        foreach (var name in await space.ListAsync(cancellation))
        {
            if (ScratchName.IsAbandoned(name, DateTimeOffset.UtcNow))
                await TryDropAsync(engine, space, name);
        }

        var own = ScratchName.Create(DateTimeOffset.UtcNow);
        try
        {
            return new ScratchDatabase(space, own, await space.CreateAsync(own, cancellation));
        }
        catch
        {
            // Interrupted, perhaps, just when the server had finished.
            await TryDropAsync(engine, space, own);
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await _space.DropAsync(_name);

    private static async Task TryDropAsync(DatabaseEngine engine, ScratchSpace space, string name)
    {
        try
        {
            await space.DropAsync(name);
        }
        catch (Exception exception)
            when (engine.Explain(exception) is not null || exception is IOException or UnauthorizedAccessException)
        {
            // Another user's, or another run is removing it at this moment: it is no obstacle.
        }
    }
}
