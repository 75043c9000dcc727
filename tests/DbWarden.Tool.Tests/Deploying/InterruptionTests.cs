using System.Diagnostics;
using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Engines;

namespace DbWarden.Tool.Tests.Deploying;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Engines))]
[Platform(Exclude = "Win", Reason = "Windows has no signals to send.")]
public sealed class InterruptionTests(string engine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Shop _shop = null!;

    [SetUp]
    public async Task OpenShop()
    {
        _shop = await Shop.OpenAsync(engine);
        _shop.Release(
            (
                "V__0003_take_long.sql",
                $"-- dbwarden: nothing-to-undo it never ends\n-- upgrade\n{_shop.Database.LongStatement}\n-- rollback\n"
            )
        );
    }

    [TearDown]
    public void CloseShop() => _shop.Dispose();

    [TestCase("INT", 130)]
    [TestCase("TERM", 143)]
    [TestCase("HUP", 143)]
    public async Task A_signal_takes_the_running_migration_back_and_says_what_is_applied(string signal, int exitCode)
    {
        var result = await InterruptAsync([signal], "migrate", "--verbose");
        result.ShouldExitWith(exitCode);
        Assert.That(result.StandardOutput, Does.StartWith("primary: 2 migrations applied in "));
        Assert.That(result.StandardError, Does.Contain("Interrupted").And.Contain("state: ").And.Not.Contain("   at "));
        Assert.That(
            (await _shop.RunAsync("status")).ShouldExitWith(0).StandardOutput,
            Does.StartWith("primary: 2 applied, 2 pending\n")
        );

        _shop.Release();
        Assert.That(
            (await _shop.RunAsync("migrate", "--lock-wait", "0")).ShouldExitWith(0).StandardOutput,
            Does.Contain("1 migration applied"),
            "The lock is free."
        );
    }

    private async Task<CommandResult> InterruptAsync(string[] signals, params string[] arguments)
    {
        // Tests that run under nohup or in the background hand down that HUP or INT is ignored; env puts that right, and becomes the tool.
        string[] command = ["--default-signal=HUP,INT,TERM", Tool.Path, .. Shop.Arguments(arguments)];
        using var process = CommandLine.Start("env", command, _shop.Directory, _shop.Environment());
        using var deadline = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = new List<string>();
        while (await process.StandardError.ReadLineAsync(deadline.Token) is { } line)
        {
            error.Add(line);
            if (line.EndsWith("V__0003_take_long.sql", StringComparison.Ordinal))
                await SendAsync(process, signals);
        }

        await process.WaitForExitAsync(deadline.Token);
        return new CommandResult(process.ExitCode, await output, string.Join('\n', error));
    }

    private static async Task SendAsync(Process process, string[] signals)
    {
        foreach (var signal in signals)
            (await CommandLine.RunAsync("kill", ["-" + signal, process.Id.ToString()])).ShouldExitWith(0);
    }
}
