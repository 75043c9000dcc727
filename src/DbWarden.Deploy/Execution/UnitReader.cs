using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Execution;

/// <summary>
/// Reads a section's statements and groups them into units: what succeeds or fails as one. A unit is a statement; or, in a file that
/// controls its own transactions, everything from <c>BEGIN</c> to <c>COMMIT</c>; or <c>LOCK TABLES</c> to <c>UNLOCK TABLES</c>; or,
/// where DDL commits by itself, a run of statements that change rows, which gets a transaction of ours.
/// </summary>
internal sealed class UnitReader(MigrationSection section)
{
    private readonly ScriptReader _reader = section.OpenReader();
    private readonly Dialect _dialect = section.Dialect;

    private bool _insideOwnTransaction;
    private bool _tablesLocked;

    public ScriptStatement Statement { get; private set; }

    public int StatementCount { get; private set; }

    /// <summary>The 1-based number of the unit that <see cref="Statement"/> belongs to.</summary>
    public int UnitNumber { get; private set; }

    /// <summary>Whether <see cref="Statement"/> is the first of its unit.</summary>
    public bool StartsUnit { get; private set; }

    /// <summary>Whether the unit is a run of statements that change rows.</summary>
    public bool IsRowUnit { get; private set; }

    /// <summary>Whether a transaction or table locks that the file opened are open at this point.</summary>
    public bool IsInsideGroup => _insideOwnTransaction || _tablesLocked;

    /// <summary>Text that cannot be read as SQL; reading stops there.</summary>
    public SyntaxProblem? Problem { get; private set; }

    public bool Read()
    {
        while (true)
        {
            switch (_reader.Read())
            {
                case ScriptItemKind.Statement:
                    Take(_reader.Statement);
                    return true;
                case ScriptItemKind.Problem:
                    Problem = _reader.Problem;
                    return false;
                case ScriptItemKind.End:
                    return false;
                default:
                    continue;
            }
        }
    }

    private void Take(Statement statement)
    {
        var traits = _dialect.Classify(section.Script.Span[statement.Start..statement.End]);
        Statement = new ScriptStatement(section.Script, statement, ++StatementCount, traits);

        var insideGroup = IsInsideGroup;
        var isRow = !insideGroup && IsRow(traits);
        StartsUnit = UnitNumber == 0 || !(insideGroup || (isRow && IsRowUnit));
        if (StartsUnit)
        {
            UnitNumber++;
            IsRowUnit = isRow;
        }

        if (traits.HasFlag(StatementTraits.EndsTransaction) || traits.HasFlag(StatementTraits.CommitsImplicitly))
            _insideOwnTransaction = false;
        if (traits.HasFlag(StatementTraits.BeginsTransaction))
            _insideOwnTransaction = true;
        _tablesLocked =
            !traits.HasFlag(StatementTraits.UnlocksTables) && (_tablesLocked || traits.HasFlag(StatementTraits.LocksTables));
    }

    // Where DDL is transactional, a file that runs unit by unit asked for it: each statement stands for itself.
    private bool IsRow(StatementTraits traits) =>
        !_dialect.HasTransactionalDdl
        && traits.HasFlag(StatementTraits.ChangesRows)
        && (traits & (StatementTraits.CommitsImplicitly | StatementTraits.BeginsTransaction | StatementTraits.EndsTransaction))
            == StatementTraits.None;
}
