using System.Globalization;
using System.Text;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Scripting;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.Deploy.Tests.Oracle;
using DbWarden.Deploy.Tests.Suites;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Scripting;

/// <summary>A script for an engine's own client leaves a database as the tool would have left it.</summary>
public abstract class ScriptTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    private const string StableOfRecords =
        "kind, identity, version, description, file_name, upgrade_checksum, rollback_checksum, rollback_sql, directives, state, direction, "
        + "units_done, units_total, unit_checksums, unit_in_doubt, unit_evidence, error, artifact_name, artifact_version, tool_version";

    private const string StableOfHistory =
        "operation, kind, identity, version, description, file_name, outcome, artifact_name, artifact_version, tool_version, error";

    private EngineClient _client = null!;

    /// <summary>Migrations with all that a client might stumble over.</summary>
    protected abstract (string File, string Text)[] Everything { get; }

    /// <summary>A migration that stops in its middle.</summary>
    protected static (string File, string Text) Broken { get; } =
        (
            "V__2_broken.sql",
            "-- upgrade\nCREATE TABLE b (id INT);\nINSERT INTO missing VALUES (1);\n-- rollback\nDROP TABLE b;\n"
        );

    private static (string File, string Text) First { get; } =
        ("V__1_a.sql", "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n");

    private static (string File, string Text) Second { get; } =
        (
            "V__2_b.sql",
            "-- upgrade\nCREATE TABLE b (id INT);\nINSERT INTO b VALUES (1);\n-- rollback\nDELETE FROM b;\nDROP TABLE b;\n"
        );

    private protected abstract EngineClient OpenClient();

    [SetUp]
    public void MakeClient() => _client = OpenClient();

    [TearDown]
    public void RemoveClient() => _client.Dispose();

    [Test]
    public async Task A_script_of_everything_does_what_migrate_does()
    {
        var artifact = Artifact(Everything);
        await MigratedAsync(artifact);
        var scripted = await _client.CreateDatabaseAsync();
        await _client.RunAsync(scripted, Script(artifact, new ScriptOptions()));

        await ExpectSameAsync(scripted);
    }

    [Test]
    public async Task A_script_goes_on_where_the_database_stands_and_another_one_takes_it_back()
    {
        var artifact = Artifact(
            First,
            Second,
            ("V__3_c.sql", "-- upgrade\nCREATE TABLE c (id INT);\n-- rollback\nDROP TABLE c;\n")
        );
        await MigratedAsync(artifact, new MigrateOptions { ToVersion = Version("1") });
        await _client.RunAsync(Database, Script(artifact, new ScriptOptions { From = Version("1") }));
        Assert.That(await StatusAsync(artifact), Is.EqualTo(new[] { "1 Applied", "2 Applied", "3 Applied" }));

        await _client.RunAsync(Database, Script(artifact, new ScriptOptions { Rollback = true, To = Version("1") }));
        Assert.That(await StatusAsync(artifact), Is.EqualTo(new[] { "1 Applied", "2 Pending", "3 Pending" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a" }));
        Assert.That(
            await HistoryAsync(),
            Is.EqualTo(
                new[]
                {
                    "migrate 1 applied",
                    "migrate 2 applied",
                    "migrate 3 applied",
                    "rollback 3 rolled back",
                    "rollback 2 rolled back",
                }
            )
        );
    }

    [Test]
    public async Task A_script_for_another_version_changes_nothing_and_says_why()
    {
        var artifact = Artifact(First, Second);
        await MigratedAsync(artifact, new MigrateOptions { ToVersion = Version("1") });
        var result = await _client.TryAsync(Database, Script(artifact, new ScriptOptions()));

        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.StandardError, Does.Contain("The database is not at the version where this begins."));
        Assert.That(await StatusAsync(artifact), Is.EqualTo(new[] { "1 Applied", "2 Pending" }));
    }

    [Test]
    public async Task A_script_does_not_run_beside_another_run()
    {
        var artifact = Artifact(First, Second);
        await MigratedAsync(artifact, new MigrateOptions { ToVersion = Version("1") });
        await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET execution_id = 'another'");
        var result = await _client.TryAsync(Database, Script(artifact, new ScriptOptions { From = Version("1") }));

        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.StandardError, Does.Contain("Another run holds the migration lock"));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task What_a_script_that_failed_leaves_is_known_to_the_tool()
    {
        var result = await _client.TryAsync(Database, Script(Artifact(First, Broken), new ScriptOptions()));
        Assert.That(result.ExitCode, Is.Not.Zero);
        await Engine.ExecuteAsync(Database, "UPDATE __dbwarden_lock SET ttl_seconds = 0");

        var mended = (Broken.File, Broken.Text.Replace("INTO missing", "INTO b", StringComparison.Ordinal));
        var target = Target(Artifact(First, mended)) with
        {
            Timings = new Locking.LeaseTimings { SuspectAfter = TimeSpan.FromMilliseconds(300) },
        };
        var options = new MigrateOptions { Resume = !Engine.HasTransactionalDdl };
        var outcome = await new Deployment(target, Events.Add).MigrateAsync(options, CancellationToken.None);
        Assert.That(outcome.Failure, Is.Null, () => Account(outcome.Failure));
        Assert.That(await Engine.QueryAsync(Database, "SELECT id FROM b"), Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public void The_same_script_is_written_every_time()
    {
        var artifact = Artifact(Everything);
        var first = Script(artifact, new ScriptOptions());
        var second = Script(artifact, new ScriptOptions());
        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public void What_a_script_looks_like_is_what_it_was() =>
        Snapshots.Match(
            Encoding
                .UTF8.GetString(Script(Artifact(First, Second), new ScriptOptions { From = Version("1") }))
                .Replace(ScriptExecution.Identity.ToolVersion, "<version>", StringComparison.Ordinal)
        );

    private protected static Result<MigrationScriptFile> Plan(Artifact artifact, ScriptOptions options) =>
        MigrationScriptFile.Plan(artifact, artifact.Databases[0], options);

    private static byte[] Script(Artifact artifact, ScriptOptions options)
    {
        var plan = Plan(artifact, options);
        Assert.That(plan.Failure, Is.Null, () => Account(plan.Failure));
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        plan.Value!.Write(text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The schema, the rows, and of the records all but who did it and when.</summary>
    private async Task ExpectSameAsync(string scripted)
    {
        foreach (
            var query in new[]
            {
                $"SELECT {StableOfRecords} FROM __dbwarden_migrations ORDER BY kind, identity",
                $"SELECT {StableOfHistory} FROM __dbwarden_history ORDER BY number",
                "SELECT execution_id, fence FROM __dbwarden_lock",
            }
        )
            Assert.That(await Engine.QueryAsync(scripted, query), Is.EqualTo(await Engine.QueryAsync(Database, query)));
        foreach (var database in new[] { scripted, Database })
        {
            foreach (var table in await Engine.OwnTablesAsync(database))
                await Engine.ExecuteAsync(database, "DROP TABLE " + table);
        }

        Assert.That(await _client.DumpAsync(scripted), Is.EqualTo(await _client.DumpAsync(Database)));
    }
}
