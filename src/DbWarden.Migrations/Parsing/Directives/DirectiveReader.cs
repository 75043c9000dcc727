using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Parsing.Directives;

/// <summary>
/// Makes directives of comment lines. One that is wrong but recognisable is reported and still taken for what was meant, so that a slip
/// does not give a second problem elsewhere.
/// </summary>
internal sealed class DirectiveReader
{
    private const string Key = "dbwarden";
    private const string DependsOn = "depends_on";
    private const string Description = "description";
    private const string PythonAutocommit = "@dbwarden:autocommit";

    private static readonly string[] NearDependsOn = ["depends-on", "depends on", "dependson", "depends"];

    private readonly List<Directive> _directives = [];
    private readonly List<DirectiveProblem> _problems = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.OrdinalIgnoreCase);
    private bool _autocommitIsNext;

    /// <summary>What the lines read so far declare.</summary>
    public MigrationDirectives Declared { get; private set; } = MigrationDirectives.Empty;

    public IReadOnlyList<Directive> Directives => _directives;

    public IReadOnlyList<DirectiveProblem> Problems => _problems;

    public IReadOnlyList<DependencyReference> Dependencies { get; private set; } = [];

    /// <summary>Whether a comment line can be a directive at all; most lines are not worth decoding.</summary>
    public static bool IsCandidate(ReadOnlySpan<byte> comment)
    {
        var index = 0;
        while (index < comment.Length && comment[index] is (byte)'-' or (byte)' ' or (byte)'\t')
            index++;
        return index < comment.Length && comment[index] is (byte)'d' or (byte)'D' or (byte)'@';
    }

    public void Read(DirectiveLine line, SectionKind section)
    {
        if (line.Content.StartsWith("@" + Key, StringComparison.OrdinalIgnoreCase))
            ReadPythonDirective(line, section);
        else if (line.ValueOf(Key) is var value and >= 0)
            ReadDirective(line, value, PlaceFault(line, section));
        else if (line.ValueOf(DependsOn) is var list and >= 0)
            ReadDependencies(line, list, PlaceFault(line, section));
        else if (section == SectionKind.Preamble)
            ReadOther(line);
    }

    /// <summary>A statement follows the lines read so far.</summary>
    public void OnStatement()
    {
        if (_autocommitIsNext)
            Declared = Declared with { NoTransaction = true };
        _autocommitIsNext = false;
    }

    /// <summary>A section marker follows the lines read so far.</summary>
    public void OnMarker() => _autocommitIsNext = false;

    private static string? PlaceFault(DirectiveLine line, SectionKind section) =>
        section != SectionKind.Preamble ? "directives stand before '-- upgrade'; move this line up there"
        : !line.HasBlank ? $"a blank must follow the dashes; write '-- {line.Content}'"
        : null;

    private void ReadPythonDirective(DirectiveLine line, SectionKind section)
    {
        if (!string.Equals(line.Content, PythonAutocommit, StringComparison.OrdinalIgnoreCase))
            Report(line.Span, $"'{line.Content}' is unknown; write '{PythonAutocommit}' directly before a statement");
        else if (section == SectionKind.Preamble)
            Report(
                line.Span,
                $"'{PythonAutocommit}' counts only directly before a statement; write '-- dbwarden: no-transaction'"
            );
        if (section == SectionKind.Preamble)
            Declared = Declared with { NoTransaction = true };
        else
            _autocommitIsNext = true;
    }

    private void ReadDirective(DirectiveLine line, int value, string? fault)
    {
        var (word, argument) = DirectiveForm.SplitWord(line.Content[value..]);
        var form = DirectiveForm.Find(word);
        if (form is null)
        {
            var words = DirectiveForm.All.Select(known => known.Word);
            form = Spelling.Nearest(word, words) is { } nearest ? DirectiveForm.Find(nearest) : null;
            fault ??= $"'{word}' is unknown; write {(form is null ? "one of " + string.Join(", ", words) : $"'{form.Usage}'")}";
        }

        if (form is not null)
        {
            fault ??= Repetition(form, argument, line.Line) ?? Contradiction(form);
            (Declared, var isRight) = form.Declare(Declared, argument);
            if (!isRight)
                fault ??= $"'{form.Word}' {form.Fault}; write '{form.Usage}'";
            _directives.Add(new Directive(form, argument, line.Span));
        }

        if (fault is not null)
            Report(line.Span, fault);
    }

    private string? Repetition(DirectiveForm form, string argument, int line)
    {
        var subject = form.Word == DirectiveForm.Allow ? form.Word + " " + DirectiveForm.SplitWord(argument).Word : form.Word;
        return FirstLineOf(subject, line) is { } first ? $"'{subject}' already stands in line {first}; remove one of them" : null;
    }

    private int? FirstLineOf(string subject, int line)
    {
        if (_lines.TryGetValue(subject, out var first))
            return first;
        _lines.Add(subject, line);
        return null;
    }

    private string? Contradiction(DirectiveForm form) =>
        DirectiveForm.OppositeOf(form.Word) is { } opposite && _lines.TryGetValue(opposite, out var line)
            ? $"'{form.Word}' contradicts '{opposite}' in line {line}; keep one of them"
            : null;

    private void ReadDependencies(DirectiveLine line, int value, string? fault)
    {
        fault ??= FirstLineOf(DependsOn, line.Line) is { } first
            ? $"'{DependsOn}' already stands in line {first}; make one list of them"
            : null;
        if (fault is not null)
            Report(line.Span, fault);
        if (DependencyList.TryParse(line, value) is not { } list)
        {
            _problems.Add(
                new DirectiveProblem(
                    DirectiveKind.DependsOn,
                    line.Span,
                    "'depends_on' is not a list of versions; write '-- depends_on: [\"0004\", \"0007\"]'"
                )
            );
            return;
        }

        Dependencies = [.. Dependencies, .. list];
        Declared = Declared with { DependsOn = [.. Dependencies.Select(reference => reference.Version)] };
    }

    private void ReadOther(DirectiveLine line)
    {
        if (line.ValueOf(Description) is var value and >= 0)
            ReadDescription(line, value);
        else if (NearDependsOn.FirstOrDefault(key => line.ValueOf(key) >= 0) is { } near)
            Report(line.Span, $"'{near}' is unknown; write '-- {DependsOn}: [\"0004\", \"0007\"]'");
        else if (
            DirectiveForm.SplitWord(line.Content) is var (first, rest)
            && string.Equals(first, Key, StringComparison.OrdinalIgnoreCase)
            && IsForm(rest)
        )
            Report(line.Span, $"a colon is missing; write '-- dbwarden: {rest}'");
    }

    private void ReadDescription(DirectiveLine line, int value)
    {
        if (FirstLineOf(Description, line.Line) is { } first)
            Report(line.Span, $"'{Description}' already stands in line {first}; make one text of them");
        Declared = Declared with { Description = line.Content[value..] };
    }

    private static bool IsForm(string text) => DirectiveForm.Find(DirectiveForm.SplitWord(text).Word) is not null;

    private void Report(SourceSpan span, string message) =>
        _problems.Add(new DirectiveProblem(DirectiveKind.DbWarden, span, message));
}
