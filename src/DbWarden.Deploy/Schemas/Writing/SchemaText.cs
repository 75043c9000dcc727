using System.Text;

namespace DbWarden.Deploy.Schemas.Writing;

/// <summary>The form that people read: a line a column, a line a constraint, blocks apart by one empty line.</summary>
public static class SchemaText
{
    private const string Indent = "    ";

    public static string Write(DatabaseSchema schema)
    {
        var text = new StringBuilder();
        foreach (var item in schema.Groups.SelectMany(group => group.Items))
        {
            if (text.Length > 0)
                text.Append('\n');
            Write(text, item);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, SchemaItem item)
    {
        text.Append(item.Kind).Append(' ').Append(TextLiteral.Escape(item.Title));
        if (item.Comment is not null)
            text.Append("  comment ").Append(TextLiteral.Of(item.Comment));
        text.Append('\n');

        item.Describe(new FactLines(text, Indent));
        foreach (var part in item.Groups.SelectMany(group => group.Items))
        {
            if (part is SchemaColumn column)
                text.Append(Indent).Append(TextLiteral.Escape(ColumnLine.Aligned(column))).Append('\n');
            else
                WritePart(text, part);
        }
    }

    private static void WritePart(StringBuilder text, SchemaItem part)
    {
        // A constraint without a name is titled by its definition, which follows in any case.
        var title = part is SchemaConstraint { Name: null } ? "" : " " + TextLiteral.Escape(part.Title);
        text.Append(Indent).Append(part.Kind).Append(title);
        if (part.Comment is not null)
            text.Append("  comment ").Append(TextLiteral.Of(part.Comment));
        part.Describe(new FactLines(text, Indent + Indent, startsOnNewLine: false));
    }

    /// <summary>Facts as lines <c>name: value</c>; what the title line already says is left out.</summary>
    private sealed class FactLines(StringBuilder text, string indent, bool startsOnNewLine = true) : IFactVisitor
    {
        public void Text(string name, string? value)
        {
            if (value is not null && name is not ("schema" or "name" or "kind" or "signature" or "comment"))
                Line(name, TextLiteral.Escape(value));
        }

        public void Code(string name, string? value)
        {
            if (value is null)
                return;
            var lines = TextLiteral.Lines(value);
            if (!startsOnNewLine && lines.Count == 1)
            {
                text.Append("  ").Append(lines[0]).Append('\n');
                return;
            }

            if (!startsOnNewLine)
                text.Append('\n');
            foreach (var line in lines)
                text.Append(line.Length == 0 ? "" : indent).Append(line).Append('\n');
        }

        public void Flag(string name, bool value)
        {
            // Only what is out of the ordinary, and not said by a definition.
            if (name == "cycles" && value)
                Word(name);
            else if (name == "valid" && !value)
                Word("INVALID");
        }

        public void Number(string name, long value) => Line(name, System.FormattableString.Invariant($"{value}"));

        public void List(string name, IReadOnlyList<string> values)
        {
            if (name != "columns" && values.Count > 0)
                Line(name, string.Join(", ", values.Select(TextLiteral.Escape)));
        }

        private void Line(string name, string value)
        {
            if (startsOnNewLine)
                text.Append(indent).Append(name).Append(": ").Append(value).Append('\n');
            else
                text.Append("  ").Append(name).Append(' ').Append(value);
        }

        private void Word(string word)
        {
            if (startsOnNewLine)
                text.Append(indent).Append(word).Append('\n');
            else
                text.Append(' ').Append(word);
        }
    }
}
