using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Locking;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Execution;

/// <summary>A write of the journal that is still to be made.</summary>
/// <param name="Journal">What the journal says once it is written.</param>
/// <param name="Units">Those that it begins, of which the catalog tells.</param>
internal sealed record UnitBeginning(LeasedWrite Write, MigrationRecord Journal, IReadOnlyList<ScriptStatement> Units);

/// <summary>What the journal has said of a migration's units that begin, and what it has to say next.</summary>
internal sealed class UnitBeginnings(RecordWriter records)
{
    /// <summary>The last unit that the journal's last write has begun.</summary>
    private int _begunUntil;

    /// <summary>The last unit of which the catalog tells, among those that this write has begun; 0 for none.</summary>
    private int _toldUntil;

    /// <summary>What begins the next unit and is still to be written; null where nothing has to be.</summary>
    public UnitBeginning? Waiting { get; private set; }

    public void Clear() => (Waiting, _begunUntil, _toldUntil) = (null, 0, 0);

    /// <summary>What was waiting is written, or on its way.</summary>
    public void MarkWritten() => Waiting = null;

    /// <summary>The migration begins, and with it the unit before which <paramref name="cursor"/> stands.</summary>
    public void Begin(PlannedMigration migration, SectionSurvey survey, UnitCursor cursor)
    {
        var units = cursor.IsAtEnd ? [] : Note(cursor);
        var (journal, write) = records.BeginUnits(
            migration,
            survey.Units,
            journal => cursor.IsAtEnd ? journal : Starting(journal, cursor),
            UnitEvidence.Of(units, records.Sql)
        );
        Waiting = new UnitBeginning(write, journal, units);
    }

    /// <summary>The unit before which <paramref name="cursor"/> stands begins in the middle of a migration.</summary>
    /// <param name="starting">The journal as it says so.</param>
    public void Begin(UnitCursor cursor, MigrationRecord starting)
    {
        var units = Note(cursor);
        var progress = records.Progress(starting, UnitEvidence.Of(units, records.Sql));
        Waiting = new UnitBeginning(LeasedWrite.Update(progress), starting, units);
    }

    /// <summary>The same as a write for the transaction of the rows before it.</summary>
    public Query BeginAfterRows(UnitCursor cursor, MigrationRecord starting) =>
        records.Progress(starting, UnitEvidence.Of(Note(cursor), records.Sql));

    /// <summary>
    /// Whether the journal and the catalog together say already that the unit begins. Rows come with their own count; before it is there,
    /// the catalog tells that what came before them is done.
    /// </summary>
    public bool IsBegun(UnitCursor cursor) =>
        cursor.Unit <= _begunUntil || (records.Sql.NotesUnitsTogether && cursor.IsRowUnit && cursor.Unit == _toldUntil + 1);

    /// <summary>The first statement of the rows behind the units that the last write begins, if that write has begun them, too; null otherwise.</summary>
    public ScriptStatement? RowsBehind(UnitCursor cursor) =>
        records.Sql.NotesUnitsTogether && _toldUntil > 0 ? cursor.FirstOfRows(_toldUntil + 1) : null;

    /// <summary>A unit that runs in a transaction of ours is counted by it, or did not happen: it is never in doubt.</summary>
    public static MigrationRecord Starting(MigrationRecord journal, UnitCursor cursor) =>
        journal with
        {
            UnitInDoubt = cursor.IsRowUnit ? null : cursor.Unit,
        };

    /// <summary>The units that the next write begins, of which the catalog tells; none where it begins one of which it does not.</summary>
    private IReadOnlyList<ScriptStatement> Note(UnitCursor cursor)
    {
        var units = UnitsBegun.From(cursor, records.Sql);
        _begunUntil = cursor.Unit + Math.Max(units.Count, 1) - 1;
        _toldUntil = units.Count == 0 ? 0 : _begunUntil;
        return units;
    }
}
