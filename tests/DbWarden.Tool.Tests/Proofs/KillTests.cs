using DbWarden.Tool.Tests.Proofs.Databases;

namespace DbWarden.Tool.Tests.Proofs;

/// <summary>A run that is killed at any point leaves nothing that the next one cannot finish.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class KillTests
{
    [TestCaseSource(nameof(Points))]
    public async Task The_next_run_gets_the_lock_by_itself_and_ends_where_an_undisturbed_one_does(object at)
    {
        var point = (KillPoint)at;
        using var shop = await Shop.OpenAsync(point.Engine);
        var database = await KillRelease.PrepareAsync(shop);
        await using (await HoldAsync(database, point))
        {
            using var tool = RunningTool.Start(shop, ["migrate", .. database.Arguments]);
            await WaitForArrivalAsync(database, tool, point);
            await tool.KillAsync();
            if (point.Way == WayOn.Migrate && point.Hold != "releasing")
                Assert.That(await database.SchemaAsync(), Has.None.Contain("customer"), "Nothing of it is visible.");
        }

        await GoOnAsync(shop, database, point);

        Assert.That(await KillRelease.StateAsync(database), Is.EqualTo(await KillRelease.UndisturbedAsync(point.Engine)));
        if (point.Hold == "releasing")
        {
            // That run had nothing to do, and took no lock. The next one has.
            KillRelease.Release(
                shop,
                (
                    "V__0005_add_note.sql",
                    "-- upgrade\nCREATE TABLE note (id BIGINT PRIMARY KEY);\n-- rollback\nDROP TABLE note;\n"
                )
            );
            (await shop.RunAsync("migrate")).ShouldExitWith(0);
        }

        Assert.That(await database.QueryAsync("SELECT execution_id FROM __dbwarden_lock"), Is.EqualTo(new[] { "null" }));
    }

    private static IEnumerable<TestCaseData> Points =>
        KillRelease.Points.Select(point => new TestCaseData(point).SetArgDisplayNames(point.ToString()));

    private static async Task GoOnAsync(Shop shop, GatedDatabase database, KillPoint point)
    {
        var next = await shop.RunAsync("migrate");
        if (point.Way is WayOn.Migrate or WayOn.MigrateTheRest)
        {
            next.ShouldExitWith(0);
            return;
        }

        // Nothing but the refusal: whether it takes over the lock of the dead run is the resuming run's affair.
        next.ShouldExitWith(5);
        Assert.That(next.StandardError, Does.Contain("migrate --resume"));
        next = await shop.RunAsync("migrate", "--resume");
        if (point.Way == WayOn.Resume)
        {
            next.ShouldExitWith(0);
            return;
        }

        next.ShouldExitWith(5);
        Assert.That(next.StandardError, Does.Contain("--resume-at"));
        (await shop.RunAsync("migrate", "--resume-at", point.NextUnit.ToString(null as IFormatProvider))).ShouldExitWith(0);
    }

    private static async Task<IAsyncDisposable> HoldAsync(GatedDatabase database, KillPoint point)
    {
        if (point.IsGate)
            return await database.CloseAsync(point.Hold);
        return await database.HoldAsync(point.Hold);
    }

    private static Task WaitForArrivalAsync(GatedDatabase database, RunningTool tool, KillPoint point) =>
        point.IsGate ? database.WaitForArrivalAsync(tool, point.After) : database.WaitForBlockedStatementAsync(tool);
}
