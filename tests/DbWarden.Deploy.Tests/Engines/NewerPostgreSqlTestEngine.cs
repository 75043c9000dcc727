using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Engines;

/// <summary>A newer major version than the one that most tests use.</summary>
public sealed class NewerPostgreSqlTestEngine : PostgreSqlTestEngine
{
    public override async Task<string> CreateDatabaseAsync() =>
        await (await PostgreSqlServer.SharedNewerAsync()).CreateDatabaseAsync();
}
