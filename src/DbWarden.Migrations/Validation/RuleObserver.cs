using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Rules;

namespace DbWarden.Migrations.Validation;

/// <summary>Shows one file's statements and comments to the rules that want to see them, while the file is read.</summary>
internal sealed class RuleObserver(ReadOnlyMemory<byte> bytes, Dialect dialect, FileReport report) : ScriptObserver
{
    private readonly StatementInspection[] _inspections =
    [
        .. RuleSet.Statements.Select(rule => rule.Begin(dialect)).OfType<StatementInspection>(),
    ];

    public override void OnStatement(SectionKind section, in Statement statement)
    {
        var script = bytes.Span;
        var context = new StatementContext(script, statement, section, dialect.Classify(script[statement.Start..statement.End]));
        foreach (var inspection in _inspections)
            inspection.OnStatement(context);
    }

    public override void OnComment(SectionKind section, (int Start, int End, int Line, int Column) comment)
    {
        var context = new CommentContext(bytes.Span, comment);
        foreach (var rule in RuleSet.Comments)
            rule.Check(context, report);
    }

    public void Complete(MigrationScript script)
    {
        foreach (var inspection in _inspections)
            inspection.Complete(script, report);
    }
}
