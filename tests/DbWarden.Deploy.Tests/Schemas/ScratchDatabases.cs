using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Schemas.Scratch;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Schemas;

/// <summary>What scratch databases there are, and one whose owner has died.</summary>
internal static class ScratchDatabases
{
    /// <summary>Those of other, living runs are left out: tests of other projects may be at work.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(TestEngine engine, string connectionString)
    {
        await using var space = await OpenAsync(engine, connectionString);
        var own = $"_{Environment.ProcessId:x}_";
        return
        [
            .. (await space.ListAsync(CancellationToken.None)).Where(name =>
                name.Contains(own, StringComparison.Ordinal) || ScratchName.IsAbandoned(name, DateTimeOffset.UtcNow)
            ),
        ];
    }

    /// <summary>Makes one in the name of a process that has ended, as SIGKILL leaves it.</summary>
    public static async Task LeaveBehindAsync(TestEngine engine, string connectionString)
    {
        var ended = CommandLine.Start("true", []);
        await ended.WaitForExitAsync();
        var name = ScratchName
            .Create(DateTimeOffset.UtcNow)
            .Replace($"_{Environment.ProcessId:x}_", $"_{ended.Id:x}_", StringComparison.Ordinal);
        ended.Dispose();
        await using var space = await OpenAsync(engine, connectionString);
        await space.CreateAsync(name, CancellationToken.None);
    }

    private static Task<ScratchSpace> OpenAsync(TestEngine engine, string connectionString) =>
        DatabaseEngine.Find(engine.Name)!.Schemas.OpenScratchSpaceAsync(connectionString, CancellationToken.None);
}
