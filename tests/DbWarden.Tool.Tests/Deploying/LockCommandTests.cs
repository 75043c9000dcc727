using System.Diagnostics;
using System.Text.Json;
using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Engines;

namespace DbWarden.Tool.Tests.Deploying;

/// <summary><c>lock-status</c> and <c>unlock</c>, while another run is at work.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Engines))]
public sealed class LockCommandTests(string engine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Shop _shop = null!;

    [SetUp]
    public async Task OpenShop() => _shop = await Shop.OpenAsync(engine);

    [TearDown]
    public void CloseShop() => _shop.Dispose();

    [Test]
    public async Task A_free_lock_is_free_and_stays_so()
    {
        Assert.That((await _shop.RunAsync("lock-status")).ShouldExitWith(0).StandardOutput, Is.EqualTo("primary: FREE\n"));
        Assert.That(
            (await _shop.RunAsync("unlock")).ShouldExitWith(0).StandardOutput,
            Is.EqualTo("primary: the lock was free; nothing was done\n")
        );
    }

    [Test]
    public async Task A_run_at_work_is_shown_and_only_ended_by_force()
    {
        _shop.Release(
            (
                "V__0003_take_long.sql",
                $"-- dbwarden: nothing-to-undo it never ends\n-- upgrade\n{_shop.Database.LongStatement}\n-- rollback\n"
            )
        );
        using var deadline = new CancellationTokenSource(Patience);
        using var holder = CommandLine.Start(
            Tool.Path,
            Shop.Arguments("migrate", "--verbose"),
            _shop.Directory,
            _shop.Environment()
        );
        try
        {
            while (
                await holder.StandardError.ReadLineAsync(deadline.Token) is { } line
                && !line.EndsWith("V__0003_take_long.sql", StringComparison.Ordinal)
            )
                continue;

            Assert.That(
                (await _shop.RunAsync("lock-status")).ShouldExitWith(0).StandardOutput,
                Does.Match(@"\Aprimary: HELD\n  judged by +a sign of life")
                    .And.Match(@"(?m)^  operation +migrate$")
                    .And.Match($"(?m)^  process +{holder.Id}$")
            );
            using var json = JsonDocument.Parse((await _shop.RunAsync("lock-status", "--json")).ShouldExitWith(0).StandardOutput);
            if (engine == "sqlite")
                JsonSnapshots.Match(json);

            Assert.That(
                (await _shop.RunAsync("migrate", "--lock-wait", "0")).ShouldExitWith(4).StandardError,
                Does.Contain("The migration lock is held").And.Contain("lock-status")
            );
            Assert.That(
                (await _shop.RunAsync("unlock")).ShouldExitWith(5).StandardError,
                Does.Contain("is held by a run that is alive").And.Contain("unlock --force")
            );
            await ForceAsync(holder, deadline.Token);
        }
        finally
        {
            if (!holder.HasExited)
                holder.Kill();
        }
    }

    private async Task ForceAsync(Process holder, CancellationToken cancellation)
    {
        if (engine == "sqlite")
        {
            // Its write lock is the operating system's, and only its process can let go of it.
            Assert.That(
                (await _shop.RunAsync("unlock", "--force")).ShouldExitWith(4).StandardError,
                Does.Contain("End its process")
            );
            return;
        }

        var error = holder.StandardError.ReadToEndAsync(cancellation);
        Assert.That(
            (await _shop.RunAsync("unlock", "--force")).ShouldExitWith(0).StandardOutput,
            Does.StartWith("primary: the lock is free; it was that of ")
        );
        await holder.WaitForExitAsync(cancellation);
        Assert.That(holder.ExitCode, Is.AnyOf(4, 8), await error);
        Assert.That((await _shop.RunAsync("history")).StandardOutput, Does.Match("unlock .* freed"));
    }
}
