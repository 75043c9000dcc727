using System.Data.Common;
using DbWarden.Deploy.Execution;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Oracle;

/// <summary>An engine's own client, beside the driver that deployments use.</summary>
internal abstract class EngineClient : IDisposable
{
    /// <summary>For scripts and databases.</summary>
    protected TemporaryDirectory Files { get; } = new();

    /// <summary>A fresh, empty database; its connection string.</summary>
    public abstract Task<string> CreateDatabaseAsync();

    /// <summary>Runs a script through the client, which has to find no error in it.</summary>
    public async Task RunAsync(string connectionString, byte[] script) =>
        (await TryAsync(connectionString, script)).ShouldExitWith(0);

    /// <summary>Runs a script through the client, which stops at the first error.</summary>
    public abstract Task<CommandResult> TryAsync(string connectionString, byte[] script);

    /// <summary>A connection as deployments use it.</summary>
    public abstract DbConnection Connect(string connectionString);

    /// <summary>Everything in the database, schema and data, as the engine's dump program writes it.</summary>
    public abstract Task<string> DumpAsync(string connectionString);

    /// <summary>Runs one statement as deployments do.</summary>
    public virtual async Task ExecuteAsync(DbConnection connection, ScriptStatement statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement.Text;
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose() => Files.Dispose();
}
