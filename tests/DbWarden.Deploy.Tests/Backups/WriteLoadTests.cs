using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.Deploy.Tests.Suites;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Backups;

/// <summary>Money that is moved between two tables while the backup is taken: at every moment there is as much of it as before.</summary>
public abstract class WriteLoadTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    private const int Accounts = 2000;

    /// <summary>Between two moves.</summary>
    protected virtual TimeSpan Pause => TimeSpan.Zero;

    [Test]
    public async Task A_backup_under_load_is_one_moment()
    {
        using var directory = new TemporaryDirectory();
        // In an order in which a dump comes to one long after the other.
        await Engine.ExecuteAsync(
            Database,
            "CREATE TABLE a_account (id INT PRIMARY KEY, money INT NOT NULL, filler VARCHAR(2000))"
        );
        await Engine.ExecuteAsync(
            Database,
            "CREATE TABLE z_account (id INT PRIMARY KEY, money INT NOT NULL, filler VARCHAR(2000))"
        );
        foreach (var table in new[] { "a_account", "z_account" })
        {
            var rows = Enumerable.Range(1, Accounts).Select(id => $"({id}, 1000, '{new string('x', 1500)}')");
            foreach (var some in rows.Chunk(500))
                await Engine.ExecuteAsync(Database, $"INSERT INTO {table} VALUES {string.Join(", ", some)}");
        }

        using var stop = new CancellationTokenSource();
        var firstMove = new TaskCompletionSource();
        var moving = MoveAsync(firstMove, stop.Token);
        await firstMove.Task.WaitAsync(TimeSpan.FromMinutes(1));
        var target = Target(artifact: null) with { BackupDirectory = directory.Path };
        var backup = await new Deployment(target, Events.Add).BackupAsync(new BackupOptions(), CancellationToken.None);
        await stop.CancelAsync();
        var moves = await moving;
        Assert.That(backup.Failure, Is.Null, () => Account(backup.Failure));

        var restored = await new Deployment(target, Events.Add).RestoreAsync(
            new RestoreOptions(backup.Value!.Path),
            CancellationToken.None
        );
        Assert.That(restored.Failure, Is.Null, () => Account(restored.Failure));
        Assert.That(
            await Engine.QueryAsync(Database, "SELECT (SELECT sum(money) FROM a_account) + (SELECT sum(money) FROM z_account)"),
            Is.EqualTo(new[] { $"{2 * Accounts * 1000}" }),
            $"{moves} moves"
        );
    }

    /// <summary>Each move is one transaction; returns how many there were.</summary>
    private async Task<int> MoveAsync(TaskCompletionSource firstMove, CancellationToken cancellation)
    {
        await using var connection = await Engine.OpenAsync(Database);
        var moves = 0;
        for (; !cancellation.IsCancellationRequested; moves++)
        {
            var id = (moves % Accounts) + 1;
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            foreach (var (table, sign) in new[] { ("z_account", '-'), ("a_account", '+') })
            {
                await using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandTimeout = 120;
                command.CommandText = $"UPDATE {table} SET money = money {sign} 7 WHERE id = {id}";
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }

            await transaction.CommitAsync(CancellationToken.None);
            firstMove.TrySetResult();
            await Task.Delay(Pause, CancellationToken.None);
        }

        return moves;
    }
}

[TestFixture]
public sealed class PostgreSqlWriteLoadTests : WriteLoadTests<PostgreSqlTestEngine>;

[TestFixture]
public sealed class SqliteWriteLoadTests : WriteLoadTests<SqliteTestEngine>
{
    // There is one writer, and nobody gets a turn beside one that never pauses.
    protected override TimeSpan Pause => TimeSpan.FromMilliseconds(5);
}

[TestFixture]
public sealed class MariaDbWriteLoadTests : WriteLoadTests<MariaDbTestEngine>;
