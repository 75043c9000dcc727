using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.TestSupport;
using MySqlConnector;

namespace DbWarden.Deploy.Tests.Suites;

/// <summary>The session is put back between two migrations, while the run goes on with what does not need it.</summary>
[TestFixture]
public sealed class MariaDbResetTests : DeploymentSuite<MariaDbTestEngine>
{
    /// <summary>COM_RESET_CONNECTION: the length of the packet, its number, the command.</summary>
    private static readonly byte[] Reset = [1, 0, 0, 0, 0x1f];

    private static readonly (string File, string Text) CreateA = (
        "V__1_a.sql",
        "-- upgrade\nCREATE TABLE a (id INT);\n-- rollback\nDROP TABLE a;\n"
    );

    [TestCase("CREATE TABLE b (id INT)")]
    [TestCase("DROP TABLE IF EXISTS b")]
    [TestCase("INSERT INTO a VALUES (1)")]
    public async Task A_run_is_interrupted_while_its_session_is_put_back(string statement)
    {
        var second = ("V__2_b.sql", $"-- upgrade\n{statement};\n-- rollback\nDELETE FROM a;\n");
        var connection = new MySqlConnectionStringBuilder(Database);
        var swallowed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var network = new Relay((int)connection.Port, Passes);
        network.Open();
        connection.Port = (uint)network.Port;
        using var stop = new CancellationTokenSource();
        var deployment = new Deployment(
            Target(Artifact(CreateA, second)) with
            {
                ConnectionString = connection.ConnectionString,
            },
            Events.Add
        );
        var migration = Task.Run(() => deployment.MigrateAsync(new MigrateOptions(), stop.Token), CancellationToken.None);
        await swallowed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        var outcome = await migration;

        Assert.That(outcome.Failure?.Kind, Is.EqualTo(FailureKind.Interrupted), Account(outcome.Failure));
        Assert.That(await HistoryAsync(), Is.EqualTo(new[] { "migrate 1 applied", "migrate 2 interrupted" }));
        await MigratedAsync(Artifact(CreateA, second));

        bool Passes(ReadOnlyMemory<byte> sent)
        {
            if (!sent.Span.SequenceEqual(Reset))
                return true;
            swallowed.TrySetResult();
            return false;
        }
    }

    [Test]
    public async Task What_a_migration_sets_is_gone_in_the_next_one()
    {
        var first = (
            "V__1_a.sql",
            "-- upgrade\nCREATE TABLE a (id INT, note TEXT);\nSET @left = 'behind';\nCREATE TEMPORARY TABLE t (id INT);\nINSERT INTO a VALUES (1, @left);\n-- rollback\nDROP TABLE a;\n"
        );
        var second = (
            "V__2_b.sql",
            "-- upgrade\nCREATE TABLE b (id INT);\nINSERT INTO a VALUES (2, @left);\nCREATE TABLE t (id INT);\n-- rollback\nDROP TABLE b;\n"
        );
        await MigratedAsync(Artifact(first, second));

        Assert.That(await Engine.QueryAsync(Database, "SELECT note FROM a ORDER BY id"), Is.EqualTo(new[] { "behind", "null" }));
        Assert.That(await Engine.TablesAsync(Database), Is.EqualTo(new[] { "a", "b", "t" }));
    }
}
