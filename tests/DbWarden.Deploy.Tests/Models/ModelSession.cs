using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Tests.Models;

/// <summary>A model and a real database side by side; each step does the same to both, and compares them.</summary>
internal sealed class ModelSession(TestEngine engine, string connection, Random random)
{
    /// <summary>A dead holder is found out at once, so that no step waits.</summary>
    private static readonly LeaseTimings Impatient = new() { SuspectAfter = TimeSpan.Zero };

    private readonly ModelDatabase _model = new();
    private readonly List<string> _steps = [];
    private bool _tablesExist;
    private long _fence;
    private string _holder = "";

    public async Task StepAsync(string hint)
    {
        try
        {
            await DoAsync();
            await CompareAsync();
        }
        catch (Exception exception)
        {
            throw new AssertionException($"{exception.Message}\n{hint} The steps were:\n{string.Join('\n', _steps)}", exception);
        }
    }

    private Task DoAsync() =>
        random.Next(100) switch
        {
            < 20 => AddFileAsync(),
            < 28 => EditFileAsync(),
            < 31 => RemoveFileAsync(),
            < 55 => MigrateAsync(
                new ModelMigrate
                {
                    OutOfOrder = random.Next(3) > 0,
                    AllowMissing = random.Next(3) > 0,
                    Count = random.Next(4) == 0 ? random.Next(1, 3) : null,
                }
            ),
            < 65 => MigrateAsync(
                new ModelMigrate
                {
                    OutOfOrder = true,
                    AllowMissing = true,
                    Stop = (Stop)random.Next(1, 4),
                    StopAfter = random.Next(1, 6),
                }
            ),
            < 77 => ResumeAsync(),
            < 87 => RollbackAsync(),
            < 92 => RepairAsync(),
            < 96 => AbandonLockAsync(),
            _ => UnlockAsync(),
        };

    private Task AddFileAsync()
    {
        var newest = _model.Release.Keys.Concat(_model.Records.Keys).DefaultIfEmpty(0).Max();
        var version = random.Next(6) == 0 ? random.Next(1, newest + 2) : newest + random.Next(1, 3);
        if (_model.Release.ContainsKey(version) || _model.Records.ContainsKey(version))
            return Task.CompletedTask;
        var tables = random.Next(1, 4);
        return PutAsync(
            new ModelFile(version, tables, Edit: 0, random.Next(2) == 0, random.Next(4) == 0 ? random.Next(1, tables + 1) : null)
        );
    }

    /// <summary>Mostly somebody corrects what is broken; now and then, somebody changes what has been applied.</summary>
    private Task EditFileAsync()
    {
        var candidates = _model.Release.Values.Where(file => file.BrokenAt is not null || random.Next(8) == 0).ToList();
        if (candidates.Count == 0)
            return Task.CompletedTask;
        var file = candidates[random.Next(candidates.Count)];
        return PutAsync(file with { Edit = file.Edit + 1, BrokenAt = null });
    }

    private Task PutAsync(ModelFile file)
    {
        _steps.Add($"write {file}");
        _model.Release[file.Version] = file;
        return Task.CompletedTask;
    }

    private Task RemoveFileAsync()
    {
        var candidates = _model.Release.Keys.Where(version => version != _model.Unresolved?.File.Version).ToList();
        if (candidates.Count == 0)
            return Task.CompletedTask;
        var version = candidates[random.Next(candidates.Count)];
        _steps.Add($"remove {version}");
        _model.Release.Remove(version);
        return Task.CompletedTask;
    }

    private Task ResumeAsync()
    {
        var how = new ModelMigrate
        {
            Resume = true,
            OutOfOrder = true,
            AllowMissing = true,
        };
        // The statement in doubt has taken effect: the model only stops behind one. The catalog knows as well.
        if (_model.Unresolved is { InDoubt: true } record && random.Next(2) > 0)
            how = how with { ResumeAt = record.Done + 2 };
        return MigrateAsync(how);
    }

    private async Task MigrateAsync(ModelMigrate how)
    {
        _steps.Add($"{how}");
        using var interruption = new CancellationTokenSource();
        var statements = 0;
        var options = new MigrateOptions
        {
            Resume = how.Resume,
            ResumeAt = how.ResumeAt,
            Count = how.Count,
            AllowOutOfOrder = how.OutOfOrder,
            AllowMissing = how.AllowMissing,
        };
        var expected = _model.Migrate(how);
        try
        {
            var outcome = await Deploy(StopOnTime).MigrateAsync(options, interruption.Token);
            Assert.That(expected.Crashed, Is.False, "The run was expected to crash.");
            Compare(outcome, expected);
        }
        catch (CrashException)
        {
            Assert.That(expected.Crashed, "The run was not expected to crash.");
            // A crashed process would not have freed its lock.
            await AbandonLockAsync();
        }

        void StopOnTime(DeploymentEvent happened)
        {
            if (
                how.Stop == Stop.Robbed
                && happened is DeploymentEvent.MigrationStarted started
                && started.Number == how.StopAfter
            )
                RobAsync().GetAwaiter().GetResult();
            if (happened is not DeploymentEvent.StatementFinished || ++statements != how.StopAfter)
                return;
            if (how.Stop == Stop.Crash)
                throw new CrashException();
            if (how.Stop == Stop.Interrupt)
                interruption.Cancel();
        }
    }

    private async Task RollbackAsync()
    {
        var applied = _model.Records.Keys.ToList();
        int? toVersion = random.Next(3) == 0 && applied.Count > 0 ? applied[random.Next(applied.Count)] : null;
        int? count = toVersion is null ? random.Next(1, 3) : null;
        _steps.Add($"rollback count {count} to {toVersion}");
        var expected = _model.Rollback(count, toVersion);
        var options = new RollbackOptions
        {
            Count = count,
            ToVersion = toVersion is { } version ? Version(version) : null,
            UseStored = random.Next(2) == 0,
        };
        Compare(await Deploy().RollbackAsync(options, CancellationToken.None), expected);
    }

    private async Task RepairAsync()
    {
        RepairOptions options;
        switch (random.Next(3))
        {
            case 0:
                options = new RepairOptions { AcceptChecksums = true };
                _model.AcceptChecksums();
                break;
            case 1 when _model.Unresolved is { } record:
                options = new RepairOptions { MarkApplied = record.File.Identity };
                _model.MarkApplied(record.File.Version);
                foreach (var statement in Enumerable.Range(1, record.File.Tables))
                    await engine.ExecuteAsync(
                        connection,
                        $"CREATE TABLE IF NOT EXISTS {record.File.TableOf(statement)} (id INT)"
                    );
                break;
            case 2 when _model.Records.Count > 0:
                var file = _model.Records.Values.ElementAt(random.Next(_model.Records.Count)).File;
                options = new RepairOptions { MarkPending = file.Identity };
                _model.MarkPending(file.Version);
                foreach (var statement in Enumerable.Range(1, file.Tables))
                    await engine.ExecuteAsync(connection, $"DROP TABLE IF EXISTS {file.TableOf(statement)}");
                break;
            default:
                return;
        }

        _steps.Add($"{options}");
        var repaired = await Deploy().RepairAsync(options, CancellationToken.None);
        Assert.That(repaired.IsSuccess, repaired.Failure?.Message ?? "");
    }

    /// <summary>The lock as a killed process leaves it.</summary>
    private async Task AbandonLockAsync()
    {
        if (_model.Applied == 0)
            return;
        _steps.Add("the holder of the lock dies");
        _model.IsLockAbandoned = true;
        await RobAsync();
    }

    private Task RobAsync() =>
        engine.ExecuteAsync(
            connection,
            "UPDATE __dbwarden_lock SET execution_id = 'dead', fence = fence + 1, process_id = 999999999"
        );

    private async Task UnlockAsync()
    {
        _steps.Add("unlock");
        var freed = await Deploy().UnlockAsync(force: false, CancellationToken.None);
        Assert.That(freed.IsSuccess, freed.Failure?.Message ?? "");
        Assert.That(freed.Value!.State, Is.EqualTo(_model.IsLockAbandoned ? LockState.Dead : LockState.Free));
        _model.IsLockAbandoned = false;
    }

    private async Task CompareAsync()
    {
        var status = await Deploy().StatusAsync(CancellationToken.None);
        Assert.That(
            status.Value!.Migrations.Select(migration => $"{migration.Identity} {migration.Status}"),
            Is.EqualTo(_model.Status())
        );
        Assert.That(await engine.TablesAsync(connection), Is.EqualTo(_model.Tables));
        _tablesExist = _tablesExist || await engine.OwnTablesAsync(connection) is not [];
        if (!_tablesExist)
            return;
        await CompareFenceAsync();
        Assert.That(
            await engine.QueryAsync(
                connection,
                "SELECT execution_id IS NULL, (SELECT count(*) FROM __dbwarden_history WHERE outcome = 'applied'), (SELECT count(*) FROM __dbwarden_history WHERE outcome = 'rolled back') FROM __dbwarden_lock"
            ),
            Is.EqualTo(new[] { $"{(_model.IsLockAbandoned ? 0 : 1)}|{_model.Applied}|{_model.RolledBack}" })
        );
    }

    /// <summary>Whoever has held the lock, nobody gets the same number again.</summary>
    private async Task CompareFenceAsync()
    {
        var row = (await engine.QueryAsync(connection, "SELECT fence, coalesce(execution_id, '') FROM __dbwarden_lock"))[0]
            .Split('|');
        var fence = long.Parse(row[0], null);
        Assert.That(fence, Is.GreaterThanOrEqualTo(_fence));
        if (_fence > 0 && fence == _fence)
            Assert.That(row[1], Is.EqualTo(_holder), "The lock changed hands, and its number is the old one.");
        (_fence, _holder) = (fence, row[1]);
    }

    private static void Compare(RunOutcome outcome, ModelRun expected)
    {
        Assert.That(outcome.Failure?.Kind, Is.EqualTo(expected.Failure), outcome.Failure?.Message ?? "no failure");
        Assert.That(
            outcome.Report.Completed.Select(migration => migration.Identity),
            Is.EqualTo(expected.Completed.Select(version => $"{version}"))
        );
    }

    private Deployment Deploy(Action<DeploymentEvent>? report = null)
    {
        var target = new DeploymentTarget
        {
            Artifact = TestArtifact.Of(engine.Name, [.. _model.Release.Values.Select(file => file.Text())]),
            Database = "primary",
            Engine = engine.Name,
            ConnectionString = connection,
            ReportStatements = true,
            LockWait = TimeSpan.Zero,
            Timings = Impatient,
        };
        return new Deployment(target, report ?? (_ => { }));
    }

    private static MigrationVersion Version(int version) => MigrationVersion.TryParse($"{version}")!;

    /// <summary>Nothing that the engine knows: it goes through everything, as the end of a process would.</summary>
    private sealed class CrashException() : Exception("The run crashed.");
}
