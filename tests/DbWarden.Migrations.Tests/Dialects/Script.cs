using System.Text;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Tests.Dialects;

/// <summary>One item of a script, with the text that it covers.</summary>
internal sealed record Item(
    ScriptItemKind Kind,
    string Text,
    int Line,
    int Column,
    Statement Statement = default,
    SyntaxProblem Problem = default,
    bool IsInsideStatement = false,
    string? Data = null
)
{
    public override string ToString() =>
        Kind == ScriptItemKind.Problem ? $"{Problem.Kind}({Line},{Column}): {Text}" : $"{Kind}({Line},{Column}): {Text}";
}

/// <summary>Reads a script as its engine's reader gives it.</summary>
internal static class Script
{
    public static IReadOnlyList<Item> Read(string engine, string script) => Read(engine, Encoding.UTF8.GetBytes(script));

    public static IReadOnlyList<Item> Read(string engine, byte[] script)
    {
        var reader = Dialect.Find(engine)!.CreateReader(script, 0, script.Length, 1);
        var items = new List<Item>();
        for (var kind = reader.Read(); kind != ScriptItemKind.End; kind = reader.Read())
        {
            items.Add(Describe(reader, kind, script));
        }

        return items;
    }

    public static IReadOnlyList<string> Statements(string engine, string script) =>
        [.. Read(engine, script).Where(item => item.Kind is ScriptItemKind.Statement or ScriptItemKind.Problem).Select(Show)];

    /// <summary>Reads a script in which « and » stand where statements are to begin and to end.</summary>
    public static void AssertSplits(string engine, string marked)
    {
        string[] expected = [.. marked.Split('«').Skip(1).Select(part => part.Split('»')[0])];
        string script = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        Assert.That(Statements(engine, script), Is.EqualTo(expected));
    }

    private static string Show(Item item) => item.Kind == ScriptItemKind.Problem ? item.ToString() : item.Text;

    private static Item Describe(ScriptReader reader, ScriptItemKind kind, byte[] script)
    {
        switch (kind)
        {
            case ScriptItemKind.Statement:
                var statement = reader.Statement;
                string? data = statement.HasData ? Decode(script, statement.DataStart, statement.DataEnd) : null;
                string text = Decode(script, statement.Start, statement.End);
                return new Item(kind, text, statement.Line, statement.Column, Statement: statement, Data: data);
            case ScriptItemKind.Problem:
                var problem = reader.Problem;
                return new Item(kind, Decode(script, problem.Start, problem.End), problem.Line, problem.Column, Problem: problem);
            default:
                var (start, end, line, column) = reader.Comment;
                return new Item(kind, Decode(script, start, end), line, column, IsInsideStatement: reader.IsInsideStatement);
        }
    }

    private static string Decode(byte[] script, int start, int end) => Encoding.UTF8.GetString(script[start..end]);
}
