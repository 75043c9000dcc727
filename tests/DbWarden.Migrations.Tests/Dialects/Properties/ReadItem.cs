using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Tests.Dialects.Properties;

/// <summary>An item as plain offsets.</summary>
internal sealed record ReadItem(ScriptItemKind Kind, int LeadingStart, int Start, int End, int Line, int Column)
{
    public SyntaxProblemKind? Problem { get; private init; }

    public bool IsInsideStatement { get; private init; }

    public bool HasData { get; private init; }

    public int DataStart { get; private init; }

    public int DataEnd { get; private init; }

    public static ReadItem Of(ScriptReader reader, ScriptItemKind kind)
    {
        switch (kind)
        {
            case ScriptItemKind.Statement:
                var statement = reader.Statement;
                return new ReadItem(
                    kind,
                    statement.LeadingStart,
                    statement.Start,
                    statement.End,
                    statement.Line,
                    statement.Column
                )
                {
                    HasData = statement.HasData,
                    DataStart = statement.DataStart,
                    DataEnd = statement.DataEnd,
                };
            case ScriptItemKind.Problem:
                var problem = reader.Problem;
                return new ReadItem(kind, problem.Start, problem.Start, problem.End, problem.Line, problem.Column)
                {
                    Problem = problem.Kind,
                };
            default:
                var (start, end, line, column) = reader.Comment;
                return new ReadItem(kind, start, start, end, line, column) { IsInsideStatement = reader.IsInsideStatement };
        }
    }
}
