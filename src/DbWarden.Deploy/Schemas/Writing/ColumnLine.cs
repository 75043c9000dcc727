namespace DbWarden.Deploy.Schemas.Writing;

/// <summary>A column on one line, as people write it.</summary>
internal static class ColumnLine
{
    // Fixed widths: a new column with a long name moves no other line, so that two outputs differ where the schemas do.
    private const int NameWidth = 24;
    private const int TypeWidth = 24;
    private const int NullWidth = 8;

    public static string Aligned(SchemaColumn column) =>
        string.Join(
                "  ",
                column.Title.PadRight(NameWidth),
                column.Type.PadRight(TypeWidth),
                Nullability(column).PadRight(NullWidth),
                Rest(column)
            )
            .TrimEnd();

    public static string Compact(SchemaColumn column) =>
        string.Join(' ', new[] { column.Title, column.Type, Nullability(column), Rest(column) }.Where(word => word.Length > 0));

    private static string Nullability(SchemaColumn column) => column.IsNullable ? "" : "not null";

    private static string Rest(SchemaColumn column) =>
        string.Join(
            "  ",
            Words(column)
                .Concat(column.Options)
                .Concat(column.Comment is null ? [] : [$"comment {TextLiteral.Of(column.Comment)}"])
        );

    private static IEnumerable<string> Words(SchemaColumn column)
    {
        if (column.Default is not null)
            yield return $"default {column.Default}";
        if (column.Generated is not null)
            yield return $"generated {column.Generated}";
        if (column.Identity is not null)
            yield return $"identity {column.Identity}";
        if (column.Collation is not null)
            yield return $"collate {column.Collation}";
    }
}
