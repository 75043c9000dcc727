using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>A database that has a schema already, and is taken on without running what made it.</summary>
public abstract class BaselineTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    private static readonly (string File, string Text) CreateA = (
        "V__1_a.sql",
        "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
    );
    private static readonly (string File, string Text) CreateB = (
        "V__2_b.sql",
        "-- upgrade\nCREATE TABLE b (id INT);\n-- rollback\nDROP TABLE b;\n"
    );
    private static readonly (string File, string Text) CreateC = (
        "V__3_c.sql",
        "-- upgrade\nCREATE TABLE c (id INT);\n-- rollback\nDROP TABLE c;\n"
    );

    [Test]
    public async Task Versions_up_to_the_baseline_are_recorded_and_not_run()
    {
        await Engine.ExecuteAsync(Database, "CREATE TABLE a (id INT)");
        var report = await BaselineAsync("2", CreateA, CreateB, CreateC);

        Assert.That(
            report.Value is null ? [] : Files(report.Value.Completed),
            Is.EqualTo(new[] { "V__1_a.sql", "V__2_b.sql" }),
            Account(report.Failure)
        );
        Assert.That(
            await StatusAsync(Artifact(CreateA, CreateB, CreateC)),
            Is.EqualTo(new[] { "1 Baseline", "2 Baseline", "3 Pending" })
        );
        Assert.That(await HistoryAsync(), Is.EqualTo(new[] { "baseline 1 recorded", "baseline 2 recorded" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a" }));

        await MigratedAsync(Artifact(CreateA, CreateB, CreateC));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "c" }));
    }

    [Test]
    public async Task What_is_recorded_already_stays_as_it_is()
    {
        await MigratedAsync(Artifact(CreateA));
        await BaselineAsync("2", CreateA, CreateB);
        Assert.That(await StatusAsync(Artifact(CreateA, CreateB)), Is.EqualTo(new[] { "1 Applied", "2 Baseline" }));

        var again = await BaselineAsync("2", CreateA, CreateB);
        Assert.That(again.Value?.Completed, Is.Empty, Account(again.Failure));
    }

    [Test]
    public async Task A_baseline_can_be_rolled_back_with_what_was_stored()
    {
        await Engine.ExecuteAsync(Database, "CREATE TABLE a (id INT)");
        await BaselineAsync("1", CreateA);
        await RolledBackAsync(Artifact());

        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
    }

    [Test]
    public async Task A_dry_run_records_nothing()
    {
        var options = new BaselineOptions { ToVersion = Version("1"), DryRun = true };
        var report = await Deploy(Artifact(CreateA)).BaselineAsync(options, CancellationToken.None);

        Assert.That(
            report.Value is null ? [] : Files(report.Value.Completed),
            Is.EqualTo(new[] { "V__1_a.sql" }),
            Account(report.Failure)
        );
        Assert.That(await Engine.OwnTablesAsync(Database), Is.Empty);
    }

    [Test]
    public async Task A_version_that_the_artifact_does_not_have_is_no_baseline()
    {
        var report = await BaselineAsync("7", CreateA);
        Assert.That(report.Failure?.Kind, Is.EqualTo(FailureKind.Usage));
        Assert.That(await Engine.OwnTablesAsync(Database), Is.Empty);
    }

    [Test]
    public async Task A_database_that_does_not_agree_gets_no_baseline()
    {
        await MigratedAsync(Artifact(CreateA, CreateB));
        var unknown = await BaselineAsync("3", CreateA, CreateC);
        var changed = (CreateA.File, CreateA.Text.Replace("(id INT)", "(id INT, name INT)", StringComparison.Ordinal));
        var drifted = await BaselineAsync("3", changed, CreateB, CreateC);

        Assert.That(unknown.Failure?.Kind, Is.EqualTo(FailureKind.Refused));
        Assert.That(unknown.Failure!.Details.Single(), Does.StartWith("2 b (V__2_b.sql), applied "));
        Assert.That(drifted.Failure?.Kind, Is.EqualTo(FailureKind.Refused));
        Assert.That(
            await StatusAsync(Artifact(CreateA, CreateB, CreateC)),
            Is.EqualTo(new[] { "1 Applied", "2 Applied", "3 Pending" })
        );
    }

    private Task<Result<RunReport>> BaselineAsync(string version, params (string File, string Text)[] files) =>
        Deploy(Artifact(files)).BaselineAsync(new BaselineOptions { ToVersion = Version(version) }, CancellationToken.None);
}

[TestFixture]
public sealed class SqliteBaselineTests : BaselineTests<SqliteTestEngine>;

[TestFixture]
public sealed class PostgreSqlBaselineTests : BaselineTests<PostgreSqlTestEngine>;

[TestFixture]
public sealed class MariaDbBaselineTests : BaselineTests<MariaDbTestEngine>;
