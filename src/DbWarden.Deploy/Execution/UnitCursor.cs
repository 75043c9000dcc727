using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Execution;

/// <summary>
/// Stands before a statement of a section, and can go back to where its unit begins: by reading the section anew, so that nothing has to
/// be kept of a unit that may be large.
/// </summary>
internal sealed class UnitCursor
{
    private readonly MigrationSection _section;
    private UnitReader _reader;

    public UnitCursor(MigrationSection section)
    {
        (_section, _reader) = (section, new UnitReader(section));
        Advance();
    }

    public bool IsAtEnd { get; private set; }

    public ScriptStatement Statement => _reader.Statement;

    /// <summary>The 1-based number of the statement's unit; that of the last one at the end.</summary>
    public int Unit => _reader.UnitNumber;

    /// <summary>Whether the unit is a run of statements that change rows.</summary>
    public bool IsRowUnit => _reader.IsRowUnit;

    public void Advance() => IsAtEnd = !_reader.Read();

    /// <summary>Goes back to the first statement of a unit.</summary>
    public void Rewind(int unit)
    {
        _reader = new UnitReader(_section);
        do Advance();
        while (Unit < unit);
    }
}
