using DbWarden.Deploy.Schemas;

namespace DbWarden.Deploy.Databases.PostgreSql.Schemas;

internal static class PostgreSqlTypeSql
{
    public static string Create(SchemaType type)
    {
        var name = PostgreSqlScript.Quote(type.Name);
        return type.Kind switch
        {
            SchemaType.Enum => $"CREATE TYPE {name} AS ENUM ({string.Join(", ", type.Members.Select(Literal))})",
            SchemaType.Domain =>
                $"CREATE DOMAIN {name} AS {type.Definition}{string.Concat(type.Members.Select(member => "\n    " + member))}",
            SchemaType.Range => $"CREATE TYPE {name} AS RANGE ({type.Definition})",
            _ => $"CREATE TYPE {name} AS ({string.Join(", ", type.Members)})",
        };
    }

    /// <summary>A string literal that means the same whatever <c>standard_conforming_strings</c> is.</summary>
    public static string Literal(string text)
    {
        var quoted = text.Replace("'", "''", StringComparison.Ordinal);
        return quoted.Contains('\\', StringComparison.Ordinal)
            ? $"E'{quoted.Replace("\\", @"\\", StringComparison.Ordinal)}'"
            : $"'{quoted}'";
    }
}
