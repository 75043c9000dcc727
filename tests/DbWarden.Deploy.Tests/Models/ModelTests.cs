using System.Globalization;
using DbWarden.Deploy.Tests.Engines;

namespace DbWarden.Deploy.Tests.Models;

/// <summary>Random commands, each of which must do to a real database what the model says that it does.</summary>
public sealed class ModelTests
{
    /// <summary>Set to a seed that a failure has printed, it runs that sequence alone.</summary>
    private const string SeedVariable = "DBWARDEN_TEST_SEED";

    private const int Sequences = 50;
    private const int Steps = 50;

    [Test]
    public async Task A_database_does_what_the_model_says()
    {
        if (Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } given)
        {
            await RunAsync(int.Parse(given, CultureInfo.InvariantCulture));
            return;
        }

        var first = Random.Shared.Next(1_000_000_000);
        TestContext.Out.WriteLine($"The first seed is {first}.");
        for (var seed = first; seed < first + Sequences; seed++)
            await RunAsync(seed);
    }

    private static async Task RunAsync(int seed)
    {
        var engine = new SqliteTestEngine();
        var connection = await engine.CreateDatabaseAsync();
        try
        {
            var session = new ModelSession(engine, connection, new Random(seed));
            for (var step = 0; step < Steps; step++)
                await session.StepAsync($"{SeedVariable}={seed} runs this again.");
        }
        finally
        {
            engine.Clean(connection);
        }
    }
}
