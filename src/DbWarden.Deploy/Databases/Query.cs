namespace DbWarden.Deploy.Databases;

/// <summary>One of our own statements with the values of its parameters, in their order. Null is SQL's NULL.</summary>
internal sealed record Query(string Sql, IReadOnlyList<object?> Values)
{
    public Query(string sql)
        : this(sql, []) { }

    /// <summary>About how many characters it takes on its way.</summary>
    public int Length => Sql.Length + Values.Sum(value => value is string text ? text.Length : 0);

    /// <summary>Several as one text, for an engine that takes it and marks parameters by their position alone.</summary>
    public static Query Join(IReadOnlyList<Query> queries) =>
        queries is [var only]
            ? only
            : new Query(string.Join("; ", queries.Select(query => query.Sql)), [.. queries.SelectMany(query => query.Values)]);
}
