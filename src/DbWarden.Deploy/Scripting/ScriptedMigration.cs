using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Scripting;

/// <summary>Writes one migration with its record: in one transaction where the tool would run it in one, otherwise unit by unit.</summary>
internal sealed class ScriptedMigration(
    EngineSql sql,
    ClientScript client,
    ScriptText text,
    RecordQueries queries,
    RecordFactory factory,
    Func<Query, string> inline,
    Action fence
)
{
    public void Write(PlannedMigration migration)
    {
        var survey = migration.Section is { } section ? SectionSurvey.Of(section) : default;
        if (survey.RunsInTransaction(migration.Script!))
            WriteTransaction(migration);
        else
            WriteUnits(migration, survey);
    }

    private void WriteTransaction(PlannedMigration migration)
    {
        var keys = migration.Script!.Directives.ForeignKeysOff ? client.WithoutForeignKeys : ([], [], []);
        text.Lines(keys.Before);
        text.Statement(client.Begin);
        fence();
        var statements = 0;
        if (migration.Section is { } section)
        {
            var reader = new UnitReader(section);
            while (reader.Read())
                client.Write(text, reader.Statement);
            statements = reader.StatementCount;
        }

        text.Lines(keys.Within);
        text.Lines(client.EndOfTransaction);
        WriteDone(migration, statements, client.Duration, hasRecord: false);
        text.Statement("COMMIT");
        text.Lines(keys.After);
        text.Lines(client.BehindTransaction);
    }

    private void WriteUnits(PlannedMigration migration, SectionSurvey survey)
    {
        var reader = new UnitReader(migration.Section!);
        using var checksum = new UnitChecksum();
        var journal = Begin(migration, survey.Units);
        var inTransaction = false;
        while (reader.Read())
        {
            if (reader.StartsUnit)
            {
                journal = Count(journal, reader, checksum);
                WriteOurs(queries.Progress(journal, UnitEvidence.Of(reader.Statement, sql)));
                if (inTransaction)
                    text.Statement("COMMIT");
                inTransaction = reader.IsRowUnit;
                if (inTransaction)
                    text.Statement(client.Begin);
                fence();
            }

            checksum.Append(reader.Statement.Bytes.Span);
            client.Write(text, reader.Statement);
        }

        if (!inTransaction)
            text.Statement(client.Begin);
        WriteDone(migration, reader.UnitNumber, duration: "0", hasRecord: true);
        text.Statement("COMMIT");
        text.Lines(client.NewSession);
    }

    /// <summary>The journal when the unit that <paramref name="reader"/> has come to starts: those before it are done.</summary>
    private static MigrationRecord Count(MigrationRecord journal, UnitReader reader, UnitChecksum checksum) =>
        journal with
        {
            UnitsDone = reader.UnitNumber - 1,
            UnitChecksums = reader.UnitNumber == 1 ? null : journal.UnitChecksums + checksum.Take(),
            // A unit that runs in a transaction of ours is counted by it, or did not happen.
            UnitInDoubt = reader.IsRowUnit ? null : reader.UnitNumber,
            UnitEvidence = null,
        };

    private MigrationRecord Begin(PlannedMigration migration, int units)
    {
        if (migration.Direction == Direction.Rollback)
        {
            var rollback = factory.Rollback(migration, units);
            WriteOurs(queries.TurnRound(rollback));
            return rollback;
        }

        var upgrade = factory.Upgrade(migration, RecordState.Applying, units);
        Forget(migration);
        WriteOurs(queries.Insert(upgrade, 0L));
        return upgrade;
    }

    private void WriteDone(PlannedMigration migration, int units, string duration, bool hasRecord)
    {
        var milliseconds = new ServerExpression(duration);
        if (migration.Direction == Direction.Rollback)
        {
            WriteOurs(queries.Delete(migration.Kind, migration.Identity));
            WriteOurs(queries.InsertHistory(factory.Entry("rollback", migration, "rolled back", error: null), milliseconds));
            return;
        }

        var record = factory.Upgrade(migration, RecordState.Applied, units);
        if (!hasRecord)
            Forget(migration);
        WriteOurs(hasRecord ? queries.Replace(record, milliseconds) : queries.Insert(record, milliseconds));
        WriteOurs(queries.InsertHistory(factory.Entry("migrate", migration, "applied", error: null), milliseconds));
    }

    /// <summary>A repeatable may have run before.</summary>
    private void Forget(PlannedMigration migration)
    {
        if (migration.Kind != MigrationKind.Versioned)
            WriteOurs(queries.Delete(migration.Kind, migration.Identity));
    }

    private void WriteOurs(Query query) => text.Statement(inline(query));
}
