using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.MySql.Schemas;

/// <summary>
/// Keys, constraints and options as <c>SHOW CREATE TABLE</c> prints them: one line each, with everything that the server knows, which
/// <c>information_schema</c> scatters over tables that differ between versions.
/// </summary>
internal sealed record MySqlTableText(
    string Sql,
    IReadOnlyList<SchemaConstraint> Constraints,
    IReadOnlyList<SchemaIndex> Indexes,
    IReadOnlyList<string> Options
)
{
    public static MySqlTableText Parse(string sql)
    {
        var constraints = new List<SchemaConstraint>();
        var indexes = new List<SchemaIndex>();
        var options = new List<string>();
        var lines = sql.ReplaceLineEndings("\n").Split('\n');
        var close = Array.FindLastIndex(
            lines,
            line => line.StartsWith(')') && !line.StartsWith(") */", StringComparison.Ordinal)
        );
        foreach (var line in lines[1..close].Select(line => line.Trim().TrimEnd(',')))
        {
            if (Constraint(line) is { } constraint)
                constraints.Add(constraint);
            else if (Index(line) is { } index)
                indexes.Add(index);
            else if (line.StartsWith("PERIOD ", StringComparison.Ordinal))
                options.Add(line);
        }

        // How far the counter has come is data.
        var own = MySqlText.WithoutOption(lines[close][1..].Trim(), "AUTO_INCREMENT");
        var statement = string.Join('\n', [.. lines[..close], $") {own}", .. lines[(close + 1)..]]);
        options.Insert(0, MySqlText.WithoutOption(own, "COMMENT"));
        if (close + 1 < lines.Length)
            options.Add(string.Join(' ', lines[(close + 1)..].Select(line => line.Trim())));
        return new MySqlTableText(
            statement,
            SchemaConstraint.Sort(constraints),
            [.. indexes.OrderBy(index => index.Name, StringComparer.Ordinal)],
            options
        );
    }

    private static SchemaConstraint? Constraint(string line)
    {
        if (line.StartsWith("PRIMARY KEY ", StringComparison.Ordinal))
            return new SchemaConstraint(SchemaConstraint.PrimaryKey)
            {
                Columns = MySqlText.NamesInParentheses(line),
                Definition = line,
            };
        const string Word = "CONSTRAINT ";
        if (!line.StartsWith(Word, StringComparison.Ordinal))
            return null;
        var end = MySqlText.EndOfQuoted(line, Word.Length);
        var definition = line[(end + 1)..];
        var isForeignKey = definition.StartsWith("FOREIGN KEY", StringComparison.Ordinal);
        return new SchemaConstraint(isForeignKey ? SchemaConstraint.ForeignKey : SchemaConstraint.Check)
        {
            Name = MySqlText.Unquote(line[Word.Length..end]),
            Columns = isForeignKey ? MySqlText.NamesInParentheses(definition) : [],
            Definition = definition,
        };
    }

    private static SchemaIndex? Index(string line)
    {
        var name = line.IndexOf("KEY `", StringComparison.Ordinal) + 4;
        if (name < 4 || line.StartsWith('`'))
            return null;
        return new SchemaIndex
        {
            Name = MySqlText.Unquote(line[name..MySqlText.EndOfQuoted(line, name)]),
            IsUnique = line.StartsWith("UNIQUE ", StringComparison.Ordinal),
            Definition = line,
        };
    }
}
