using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing.Directives;

namespace DbWarden.Migrations.Parsing;

/// <summary>Takes one script apart, in one pass.</summary>
internal sealed class MigrationScriptParser(ReadOnlyMemory<byte> bytes, Dialect dialect, int end, ScriptObserver? observer)
{
    private readonly ScriptReader _reader = dialect.CreateReader(bytes, 0, end, 1);
    private readonly DirectiveReader _directives = new();
    private readonly List<SectionLine> _markers = [];
    private readonly List<SectionLine> _placeholders = [];
    private readonly List<ScriptProblem> _problems = [];

    private MigrationSection? _upgrade;
    private MigrationSection? _rollback;

    // The part being read: what it is, its marker, where it begins, and what has been seen of it.
    private SectionKind _section = SectionKind.Preamble;
    private SourceSpan _marker;
    private int _start;
    private int _line = 1;
    private int _statements;
    private SourceSpan? _firstStatement;
    private SourceSpan? _statementBeforeMarkers;

    public MigrationScript Parse()
    {
        for (var item = _reader.Read(); item != ScriptItemKind.End; item = _reader.Read())
        {
            switch (item)
            {
                case ScriptItemKind.Statement:
                    OnStatement();
                    break;
                case ScriptItemKind.CommentLine:
                    OnComment();
                    break;
                case ScriptItemKind.UpgradeMarker:
                    OnMarker(SectionKind.Upgrade);
                    break;
                case ScriptItemKind.RollbackMarker:
                    OnMarker(SectionKind.Rollback);
                    break;
                case ScriptItemKind.Problem:
                    OnProblem();
                    break;
            }
        }

        EndSection(end);
        return new MigrationScript(bytes, dialect, _directives.Declared, Outline()) { Upgrade = _upgrade, Rollback = _rollback };
    }

    private void OnStatement()
    {
        var script = bytes.Span;
        var statement = _reader.Statement;
        _directives.OnStatement();
        _statements++;
        _firstStatement ??= SourceSpans.OfFirstLine(script, statement);
        observer?.OnStatement(_section, statement);
    }

    private void OnComment()
    {
        var script = bytes.Span;
        var (start, commentEnd, line, column) = _reader.Comment;
        var text = script[start..commentEnd];
        if (DirectiveReader.IsCandidate(text))
            _directives.Read(new DirectiveLine(Utf8Text.Decode(text), line, column), _section);
        else if (MigrationPlaceholder.Is(text))
            _placeholders.Add(new SectionLine(_section, SourceSpans.OfLine(script, _reader.Comment)));
        observer?.OnComment(_section, _reader.Comment);
    }

    private void OnMarker(SectionKind section)
    {
        var (start, markerEnd, line, _) = _reader.Comment;
        EndSection(start);
        _directives.OnMarker();
        _section = section;
        _marker = SourceSpans.OfLine(bytes.Span, _reader.Comment);
        _markers.Add(new SectionLine(section, _marker));
        var lineEnd = Characters.FindLineEnd(bytes.Span, markerEnd);
        _start = Characters.SkipLineEnd(bytes.Span, lineEnd);
        _line = _start > lineEnd ? line + 1 : line;
    }

    private void OnProblem()
    {
        var problem = _reader.Problem;
        var span = SourceSpans.From(bytes.Span, problem.Start, problem.End, problem.Line, problem.Column);
        _problems.Add(new ScriptProblem(problem, _section, span));
    }

    /// <summary>Keeps what was seen of the part that ends at <paramref name="sectionEnd"/>. Of a section that is there twice, the first counts.</summary>
    private void EndSection(int sectionEnd)
    {
        var section = new MigrationSection(bytes, dialect, Math.Min(_start, sectionEnd), sectionEnd, _line, _statements)
        {
            Marker = _marker,
            FirstStatement = _firstStatement,
        };
        if (_section == SectionKind.Preamble)
            _statementBeforeMarkers = _firstStatement;
        else if (_section == SectionKind.Upgrade)
            _upgrade ??= section;
        else
            _rollback ??= section;
        _statements = 0;
        _firstStatement = null;
    }

    private ScriptOutline Outline() =>
        new()
        {
            Markers = _markers,
            StatementBeforeMarkers = _statementBeforeMarkers,
            Placeholders = _placeholders,
            Problems = _problems,
            Directives = _directives.Directives,
            DirectiveProblems = _directives.Problems,
            Dependencies = _directives.Dependencies,
            IsCut = end < bytes.Length,
        };
}
