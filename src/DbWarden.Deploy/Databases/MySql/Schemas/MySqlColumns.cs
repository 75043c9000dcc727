using System.Data.Common;
using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.MySql.Schemas;

/// <summary>A row of <c>information_schema.columns</c>.</summary>
internal sealed record MySqlColumn(
    string Table,
    string Name,
    string Type,
    bool IsNullable,
    string? Default,
    string Extra,
    string? Expression,
    string? Collation,
    string Comment
)
{
    private static readonly string[] TextTypes =
    [
        "char",
        "varchar",
        "text",
        "tinytext",
        "mediumtext",
        "longtext",
        "enum",
        "set",
        "date",
        "time",
        "datetime",
        "timestamp",
        "json",
    ];

    public static MySqlColumn Read(DbDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            row.GetString(2),
            row.GetString(3) == "YES",
            row.TextOrNull(4),
            row.TextOrNull(5) ?? "",
            row.TextOrNull(6),
            row.TextOrNull(7),
            row.TextOrNull(8) ?? ""
        );

    public SchemaColumn ToSchema(bool isMariaDb, string database, string? tableCollation)
    {
        var isGenerated = !string.IsNullOrEmpty(Expression);
        return new SchemaColumn
        {
            Name = Name,
            Type = Type,
            IsNullable = IsNullable,
            Default =
                isGenerated ? null
                : DefaultExpression(isMariaDb) is { } text ? MySqlText.WithoutDatabase(database, text)
                : null,
            Generated = isGenerated ? $"({Expression}) {(Has("STORED") ? "stored" : "virtual")}" : null,
            Identity = Has("auto_increment") ? "auto_increment" : null,
            Collation = Collation == tableCollation ? null : Collation,
            Options = [.. Options()],
            Comment = Comment.Length == 0 ? null : Comment,
        };
    }

    private bool Has(string word) => Extra.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>MariaDB gives an expression; MySQL the text of a literal, unless it says that the default is generated.</summary>
    private string? DefaultExpression(bool isMariaDb)
    {
        if (Default is null || (isMariaDb && Default == "NULL"))
            return null;
        if (isMariaDb || Has("DEFAULT_GENERATED"))
            return Default;
        var word = Type.Split('(', ' ')[0];
        return TextTypes.Contains(word, StringComparer.OrdinalIgnoreCase) ? MySqlText.Literal(Default) : Default;
    }

    private IEnumerable<string> Options()
    {
        var update = Extra.IndexOf("on update", StringComparison.OrdinalIgnoreCase);
        if (update >= 0)
            yield return Extra[update..].Split(',')[0];
        if (Has("INVISIBLE"))
            yield return "invisible";
        if (Has("WITHOUT SYSTEM VERSIONING"))
            yield return "without system versioning";
    }
}
