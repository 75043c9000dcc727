using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Tests.Models;

/// <summary>A database and a release, as deploy.md describes what becomes of them, and nothing of how.</summary>
internal sealed class ModelDatabase
{
    public SortedDictionary<int, ModelFile> Release { get; } = [];

    public SortedDictionary<int, ModelRecord> Records { get; } = [];

    public SortedSet<string> Tables { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the lock is held by a run that is dead.</summary>
    public bool IsLockAbandoned { get; set; }

    public int Applied { get; private set; }

    public int RolledBack { get; private set; }

    public ModelRecord? Unresolved => Records.Values.FirstOrDefault(record => record.State != MigrationStatus.Applied);

    public IEnumerable<string> Status() =>
        Release
            .Keys.Union(Records.Keys)
            .Order()
            .Select(version => $"{version} {(Release.ContainsKey(version) ? StatusOf(version) : MigrationStatus.Unknown)}");

    public ModelRun Migrate(ModelMigrate how)
    {
        // A run that may still be at work is waited for, whatever comes after.
        if (Unresolved is { State: MigrationStatus.Applying })
            IsLockAbandoned = false;
        var resumed = how.Resume || how.ResumeAt is not null ? Unresolved : null;
        if (Unresolved is not null && resumed is null)
            return ModelRun.Refused();
        // What is in doubt created a table, and the catalog has it.
        var done = resumed is { InDoubt: true } ? resumed.Done + 1 : resumed?.Done ?? 0;
        if (Records.Values.Any(record => record.State == MigrationStatus.Applied && HasChanged(record)))
            return ModelRun.Refused();

        var pending = Release.Values.Where(file => !Records.ContainsKey(file.Version)).Take(how.Count ?? int.MaxValue).ToList();
        if (resumed is not null || pending.Count > 0)
        {
            if (!how.AllowMissing && Records.Keys.Any(version => !Release.ContainsKey(version)))
                return ModelRun.Refused();
            if (!how.OutOfOrder && Records.Count > 0 && pending.Exists(file => file.Version < Records.Keys.Max()))
                return ModelRun.Refused();
            IsLockAbandoned = false;
        }

        var first = resumed is null ? [] : new[] { (Release[resumed.File.Version], how.ResumeAt ?? (done + 1)) };
        return Run([.. first, .. pending.Select(file => (file, 1))], how);
    }

    public ModelRun Rollback(int? count, int? toVersion)
    {
        if (Unresolved is { State: MigrationStatus.Applying })
            IsLockAbandoned = false;
        if (Unresolved is not null)
            return ModelRun.Refused();
        var newestFirst = Records.Keys.Reverse().ToList();
        var chosen = toVersion is { } version
            ? newestFirst.TakeWhile(other => other > version).ToList()
            : newestFirst.Take(count ?? 1).ToList();
        if (chosen.Count > 0)
            IsLockAbandoned = false;
        foreach (var undone in chosen)
        {
            Forget(undone);
            RolledBack++;
        }

        return new ModelRun(Failure: null, chosen);
    }

    /// <summary>Somebody finishes a migration by hand, and says so.</summary>
    public void MarkApplied(int version)
    {
        var file = Release[version];
        if (Records.GetValueOrDefault(version) is not { State: MigrationStatus.Applied })
        {
            IsLockAbandoned = false;
            Records[version] = new ModelRecord(file, MigrationStatus.Applied);
        }

        Tables.UnionWith(Enumerable.Range(1, file.Tables).Select(file.TableOf));
    }

    /// <summary>Somebody undoes a migration by hand, and says so.</summary>
    public void MarkPending(int version)
    {
        IsLockAbandoned = false;
        Forget(version);
    }

    public void AcceptChecksums()
    {
        foreach (
            var record in Records.Values.Where(record => record.State == MigrationStatus.Applied && HasChanged(record)).ToList()
        )
        {
            IsLockAbandoned = false;
            Records[record.File.Version] = record with { File = Release[record.File.Version] };
        }
    }

    private bool HasChanged(ModelRecord record) =>
        Release.TryGetValue(record.File.Version, out var file) && file.Edit != record.File.Edit;

    private MigrationStatus StatusOf(int version)
    {
        if (Records.GetValueOrDefault(version) is not { } record)
            return MigrationStatus.Pending;
        return record.State == MigrationStatus.Applied && HasChanged(record) ? MigrationStatus.Drifted : record.State;
    }

    private void Forget(int version)
    {
        var file = Records[version].File;
        Tables.ExceptWith(Enumerable.Range(1, file.Tables).Select(file.TableOf));
        Records.Remove(version);
    }

    private ModelRun Run(IReadOnlyList<(ModelFile File, int From)> plan, ModelMigrate how)
    {
        var completed = new List<int>();
        var statements = 0;
        foreach (var (file, from) in plan)
        {
            if (how.Stop == Stop.Robbed && completed.Count + 1 == how.StopAfter)
            {
                IsLockAbandoned = true;
                return new ModelRun(FailureKind.Locked, completed);
            }

            // Interrupted behind the last statement of the file before.
            if (how.Stop == Stop.Interrupt && statements >= how.StopAfter && how.StopAfter > 0 && statements > 0)
                return new ModelRun(FailureKind.Interrupted, completed);
            for (var statement = from; statement <= file.Tables; statement++)
            {
                if (statement == file.BrokenAt)
                {
                    Undo(file, statement, MigrationStatus.Failed, inDoubt: false);
                    return new ModelRun(FailureKind.MigrationFailed, completed);
                }

                Tables.Add(file.TableOf(statement));
                if (++statements != how.StopAfter || how.Stop is Stop.Never or Stop.Robbed)
                    continue;
                // What runs statement by statement is counted once its last statement has run; asking it to end comes too late for that.
                if (how.Stop == Stop.Interrupt && file.NoTransaction && statement == file.Tables)
                    continue;
                Undo(file, statement, how.Stop == Stop.Crash ? MigrationStatus.Applying : MigrationStatus.Failed, inDoubt: true);
                return new ModelRun(how.Stop == Stop.Crash ? null : FailureKind.Interrupted, completed, how.Stop == Stop.Crash);
            }

            Records[file.Version] = new ModelRecord(file, MigrationStatus.Applied);
            completed.Add(file.Version);
            Applied++;
        }

        return new ModelRun(Failure: null, completed);
    }

    /// <summary>A transaction leaves nothing; statement by statement, everything stays, and the journal tells how far it came.</summary>
    private void Undo(ModelFile file, int statement, MigrationStatus state, bool inDoubt)
    {
        if (file.NoTransaction)
            Records[file.Version] = new ModelRecord(file, state, statement - 1, inDoubt);
        else
            Tables.ExceptWith(Enumerable.Range(1, file.Tables).Select(file.TableOf));
    }
}
