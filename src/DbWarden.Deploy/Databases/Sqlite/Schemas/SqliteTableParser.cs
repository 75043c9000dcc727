using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.Sqlite.Schemas;

/// <summary>
/// Reads what no PRAGMA tells out of a CREATE TABLE that SQLite has accepted: checks, names of constraints, collations, generated
/// expressions. A constraint of one column reads the same whether it stood behind the column or behind all of them.
/// </summary>
internal sealed class SqliteTableParser
{
    private readonly List<SqliteColumnText> _columns = [];
    private readonly List<SchemaConstraint> _constraints = [];

    public static SqliteTableText Parse(string sql)
    {
        var tokens = SqliteTokenizer.Read(sql);
        var parser = new SqliteTableParser();
        var open = tokens.FindIndex(token => token.IsSymbol("("));
        if (open < 0)
            return new SqliteTableText([], [], []);

        var (definitions, close) = SplitList(tokens, open);
        foreach (var definition in definitions)
            parser.ReadDefinition(definition);
        var options = Split(tokens[(close + 1)..]).Where(option => option.Count > 0).Select(SqliteText.Join);
        return new SqliteTableText(parser._columns, parser._constraints, [.. options.Order(StringComparer.Ordinal)]);
    }

    private void ReadDefinition(List<SqliteToken> tokens)
    {
        if (tokens.Count == 0)
            return;
        if (SqliteClauses.IsTableConstraint(tokens[0]))
        {
            foreach (var clause in SqliteClauses.Read(tokens))
                AddConstraint(clause, column: null);
            return;
        }

        var column = new SqliteColumnText(tokens[0].Name);
        foreach (var clause in SqliteClauses.Read(tokens[1..]))
            column = ReadColumnClause(column, clause);
        _columns.Add(column);
    }

    private SqliteColumnText ReadColumnClause(SqliteColumnText column, SqliteClause clause)
    {
        var tokens = clause.Tokens;
        switch (clause.Keyword)
        {
            case "COLLATE" when tokens.Count > 1:
                // The default one needs no mention.
                return tokens[1].Name.Equals("BINARY", StringComparison.OrdinalIgnoreCase)
                    ? column
                    : column with
                    {
                        Collation = tokens[1].Name,
                    };
            case "GENERATED" or "AS":
                var expression = tokens.FindIndex(token => token.IsSymbol("("));
                var isStored = tokens.Exists(token => token.Is("STORED"));
                var (_, close) = SplitList(tokens, expression);
                return column with
                {
                    Generated = $"{SqliteText.Join(tokens[expression..(close + 1)])} {(isStored ? "stored" : "virtual")}",
                };
            case "NOT":
                var conflict = tokens.FindIndex(token => token.Is("ON"));
                return conflict < 0 ? column : column with { OnNullConflict = SqliteText.Join(tokens[conflict..]) };
            case "PRIMARY" when tokens.Exists(token => token.Is("AUTOINCREMENT")):
                AddConstraint(clause with { Tokens = tokens.FindAll(token => !token.Is("AUTOINCREMENT")) }, column.Name);
                return column with { IsAutoIncrement = true };
            default:
                AddConstraint(clause, column.Name);
                return column;
        }
    }

    private void AddConstraint(SqliteClause clause, string? column)
    {
        var kind = clause.Keyword switch
        {
            "PRIMARY" => SchemaConstraint.PrimaryKey,
            "UNIQUE" => SchemaConstraint.Unique,
            "CHECK" => SchemaConstraint.Check,
            "FOREIGN" or "REFERENCES" => SchemaConstraint.ForeignKey,
            _ => null,
        };
        if (kind is null)
            return;

        var columns = column is null ? NamesIn(clause.Tokens, kind) : [column];
        var definition = SqliteText.Join(clause.Tokens);
        if (column is not null)
            definition = AsTableConstraint(kind, clause.Tokens, SqliteText.WriteName(column));
        _constraints.Add(
            new SchemaConstraint(kind)
            {
                Name = clause.Name,
                Columns = kind == SchemaConstraint.Check ? [] : columns,
                Definition = definition,
            }
        );
    }

    private static string AsTableConstraint(string kind, List<SqliteToken> tokens, string column) =>
        kind switch
        {
            SchemaConstraint.ForeignKey => $"FOREIGN KEY ({column}) {SqliteText.Join(tokens)}",
            SchemaConstraint.Unique => $"UNIQUE ({column}) {SqliteText.Join(tokens[1..])}".TrimEnd(),
            SchemaConstraint.PrimaryKey => PrimaryKey(tokens[2..], column),
            _ => SqliteText.Join(tokens),
        };

    private static string PrimaryKey(List<SqliteToken> rest, string column)
    {
        var isDescending = rest is [var order, ..] && order.Is("DESC");
        var behind = rest.FindAll(token => !token.Is("ASC") && !token.Is("DESC"));
        return $"PRIMARY KEY ({column}{(isDescending ? " DESC" : "")}) {SqliteText.Join(behind)}".TrimEnd();
    }

    private static IReadOnlyList<string> NamesIn(List<SqliteToken> tokens, string kind)
    {
        var open = tokens.FindIndex(token => token.IsSymbol("("));
        return open < 0 || kind == SchemaConstraint.Check
            ? []
            : [.. SplitList(tokens, open).Items.Where(item => item.Count > 0).Select(item => item[0].Name)];
    }

    /// <summary>The parts between commas of the list in parentheses that begins at <paramref name="open"/>, and where it ends.</summary>
    private static (List<List<SqliteToken>> Items, int Close) SplitList(List<SqliteToken> tokens, int open)
    {
        var depth = 0;
        for (var i = open; i < tokens.Count; i++)
        {
            depth +=
                tokens[i].IsSymbol("(") ? 1
                : tokens[i].IsSymbol(")") ? -1
                : 0;
            if (depth == 0)
                return (Split(tokens[(open + 1)..i]), i);
        }

        return (Split(tokens[(open + 1)..]), tokens.Count - 1);
    }

    private static List<List<SqliteToken>> Split(List<SqliteToken> tokens)
    {
        var items = new List<List<SqliteToken>> { new() };
        var depth = 0;
        foreach (var token in tokens)
        {
            depth +=
                token.IsSymbol("(") ? 1
                : token.IsSymbol(")") ? -1
                : 0;
            if (depth == 0 && token.IsSymbol(","))
                items.Add([]);
            else
                items[^1].Add(token);
        }

        return items;
    }
}
