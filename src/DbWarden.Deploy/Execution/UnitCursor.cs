using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Execution;

/// <summary>
/// Stands before a statement of a section, can look at those behind it, and can go back to where its unit begins: by reading the section
/// anew, so that nothing has to be kept of a unit that may be large.
/// </summary>
internal sealed class UnitCursor
{
    private readonly MigrationSection _section;
    private readonly Queue<Step> _ahead = new();
    private UnitReader _reader;
    private Step _current;

    public UnitCursor(MigrationSection section)
    {
        (_section, _reader) = (section, new UnitReader(section));
        Advance();
    }

    public bool IsAtEnd { get; private set; }

    public ScriptStatement Statement => _current.Statement;

    /// <summary>The 1-based number of the statement's unit; that of the last one at the end.</summary>
    public int Unit => _current.Unit;

    /// <summary>Whether the unit is a run of statements that change rows.</summary>
    public bool IsRowUnit => _current.IsRowUnit;

    public void Advance()
    {
        if (_ahead.TryDequeue(out var next) || TryRead(out next))
            _current = next;
        else
            IsAtEnd = true;
    }

    /// <summary>The statements from the current one on, read only as far as they are asked for; the cursor stays where it is.</summary>
    public IEnumerable<ScriptStatement> Ahead() => Steps().Select(step => step.Statement);

    /// <summary>The first statement of a unit further on that is a run of statements that change rows; null where it is none.</summary>
    public ScriptStatement? FirstOfRows(int unit)
    {
        var first = Steps().FirstOrDefault(step => step.Unit >= unit);
        return first.Unit == unit && first.IsRowUnit ? first.Statement : null;
    }

    /// <summary>Goes back to the first statement of a unit.</summary>
    public void Rewind(int unit)
    {
        (_reader, IsAtEnd) = (new UnitReader(_section), false);
        _ahead.Clear();
        do Advance();
        while (Unit < unit);
    }

    private IEnumerable<Step> Steps()
    {
        if (IsAtEnd)
            yield break;
        yield return _current;
        foreach (var step in _ahead)
            yield return step;
        while (TryRead(out var next))
        {
            _ahead.Enqueue(next);
            yield return next;
        }
    }

    private bool TryRead(out Step next)
    {
        var isRead = _reader.Read();
        next = isRead ? new Step(_reader.Statement, _reader.UnitNumber, _reader.IsRowUnit) : default;
        return isRead;
    }

    private readonly record struct Step(ScriptStatement Statement, int Unit, bool IsRowUnit);
}
