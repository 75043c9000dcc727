using System.Text.RegularExpressions;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>What every suite needs: a fresh database of its engine for each test, and short ways to deploy to it.</summary>
public abstract partial class DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    protected TEngine Engine { get; } = new();

    protected string Database { get; private set; } = "";

    protected ICollection<DeploymentEvent> Events { get; } = new List<DeploymentEvent>();

    [SetUp]
    public async Task CreateDatabaseAsync()
    {
        Events.Clear();
        Database = await Engine.CreateDatabaseAsync();
    }

    [TearDown]
    public void Clean() => Engine.Clean(Database);

    protected Artifact Artifact(params (string File, string Text)[] files) => TestArtifact.Of(Engine.Name, files);

    protected DeploymentTarget Target(Artifact? artifact) =>
        new()
        {
            Artifact = artifact,
            Database = "primary",
            Engine = Engine.Name,
            ConnectionString = Database,
            ConnectTimeout = TimeSpan.Zero,
        };

    protected Deployment Deploy(Artifact? artifact) => new(Target(artifact), Events.Add);

    protected Task<RunOutcome> MigrateAsync(Artifact artifact, MigrateOptions? options = null) =>
        Deploy(artifact).MigrateAsync(options ?? new MigrateOptions(), CancellationToken.None);

    protected Task<RunOutcome> RollbackAsync(Artifact artifact, RollbackOptions? options = null) =>
        Deploy(artifact).RollbackAsync(options ?? new RollbackOptions(), CancellationToken.None);

    /// <summary>Migrates and fails the test unless that succeeds.</summary>
    protected async Task<RunReport> MigratedAsync(Artifact artifact, MigrateOptions? options = null)
    {
        var outcome = await MigrateAsync(artifact, options);
        Assert.That(outcome.Failure, Is.Null, () => Account(outcome.Failure));
        return outcome.Report;
    }

    /// <summary>Rolls back and fails the test unless that succeeds.</summary>
    protected async Task<RunReport> RolledBackAsync(Artifact artifact, RollbackOptions? options = null)
    {
        var outcome = await RollbackAsync(artifact, options);
        Assert.That(outcome.Failure, Is.Null, () => Account(outcome.Failure));
        return outcome.Report;
    }

    /// <summary>Each migration's identity and status, such as <c>1 Applied</c>.</summary>
    protected async Task<IReadOnlyList<string>> StatusAsync(Artifact artifact)
    {
        var status = await Deploy(artifact).StatusAsync(CancellationToken.None);
        Assert.That(status.Failure, Is.Null, () => Account(status.Failure));
        return [.. status.Value!.Migrations.Select(migration => $"{migration.Identity} {migration.Status}")];
    }

    /// <summary>Each entry's operation, identity and outcome, such as <c>migrate 1 applied</c>.</summary>
    protected async Task<IReadOnlyList<string>> HistoryAsync()
    {
        var history = await Deploy(artifact: null).HistoryAsync(limit: null, CancellationToken.None);
        Assert.That(history.Failure, Is.Null, () => Account(history.Failure));
        return [.. history.Value!.Select(entry => $"{entry.Operation} {entry.Identity} {entry.Outcome}")];
    }

    protected static MigrationVersion Version(string text) => MigrationVersion.TryParse(text)!;

    protected static IEnumerable<string> Files(IEnumerable<PlannedMigration> migrations) =>
        migrations.Select(migration => migration.File);

    /// <summary>A failure as the tool would print it; the test database goes by one name.</summary>
    protected static string Account(Failure? failure)
    {
        if (failure is null)
            return "no failure";
        var lines = new List<string> { $"{failure.Kind}: {failure.Message}" };
        if (failure.Location is not null)
            lines.Add("  at " + failure.Location);
        lines.AddRange(failure.Details.Select(detail => "  | " + detail));
        if (failure.State is not null)
            lines.Add("  state: " + failure.State);
        lines.AddRange(failure.Next.Select(next => "  next: " + next));
        return DatabaseName().Replace(string.Join('\n', lines), "DATABASE");
    }

    [GeneratedRegex("test_[0-9]+_[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DatabaseName();
}
