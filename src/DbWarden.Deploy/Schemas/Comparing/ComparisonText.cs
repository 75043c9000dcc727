using System.Text;
using DbWarden.Deploy.Schemas.Writing;

namespace DbWarden.Deploy.Schemas.Comparing;

/// <summary>Writes a comparison as a reviewer would: by table, with both sides of what changed.</summary>
/// <param name="expected">What the expected side is called, such as <c>expected</c>.</param>
/// <param name="actual">What the other side is called, such as <c>found</c>.</param>
public sealed class ComparisonText(string expected, string actual)
{
    private const string Indent = "    ";
    private readonly int _labelWidth = Math.Max(expected.Length, actual.Length);
    private readonly StringBuilder _text = new();

    public static string Write(SchemaComparison comparison, string expected = "expected", string actual = "found") =>
        new ComparisonText(expected, actual).Write(comparison);

    private string Write(SchemaComparison comparison)
    {
        string? owner = null;
        foreach (var difference in comparison.Differences)
        {
            if (difference.Owner is not null && difference.Owner != owner)
                _text.Append("in ").Append(difference.Owner).Append(":\n");
            owner = difference.Owner;
            Write(difference, owner is null ? "" : Indent);
        }

        foreach (var note in comparison.Notes)
            _text.Append("note: in ").Append(note.Owner).Append(", ").Append(note.Text).Append('\n');
        return _text.ToString();
    }

    private void Write(SchemaDifference difference, string indent)
    {
        var word = difference.Kind switch
        {
            DifferenceKind.Added => "added   ",
            DifferenceKind.Missing => "missing ",
            _ => "changed ",
        };
        _text.Append(indent).Append(word).Append(' ').Append(difference.Name);
        if (difference.Summary is not null)
            _text.Append("  ").Append(difference.Summary);
        _text.Append('\n');
        foreach (var change in difference.Changes)
            Write(change, indent + Indent);
    }

    private void Write(FactChange change, string indent)
    {
        _text.Append(indent).Append(change.Fact).Append(":\n");
        var (before, after) = (Lines(change.Expected), Lines(change.Actual));
        if (change.IsCode && before.Count + after.Count > 2)
        {
            _text.Append(indent).Append("--- ").Append(expected).Append('\n');
            _text.Append(indent).Append("+++ ").Append(actual).Append('\n');
            foreach (var line in LineDifference.Between(before, after))
                _text.Append((indent + line).TrimEnd()).Append('\n');
            return;
        }

        _text
            .Append(indent)
            .Append(Indent)
            .Append(expected.PadRight(_labelWidth))
            .Append("  ")
            .AppendJoin(' ', before)
            .Append('\n');
        _text.Append(indent).Append(Indent).Append(actual.PadRight(_labelWidth)).Append("  ").AppendJoin(' ', after).Append('\n');
    }

    private static IReadOnlyList<string> Lines(string? text) => text is null ? ["(none)"] : TextLiteral.Lines(text);
}
