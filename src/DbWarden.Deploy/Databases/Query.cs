namespace DbWarden.Deploy.Databases;

/// <summary>One of our own statements with the values of its parameters, in their order. Null is SQL's NULL.</summary>
internal sealed record Query(string Sql, IReadOnlyList<object?> Values)
{
    public Query(string sql)
        : this(sql, []) { }
}
