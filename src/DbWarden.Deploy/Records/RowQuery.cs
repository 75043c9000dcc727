using System.Globalization;
using System.Text;
using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Records;

/// <summary>A value that the server computes, such as its current time.</summary>
internal sealed record ServerExpression(string Sql);

/// <summary>Writes INSERT and UPDATE statements for one row from its columns and their values.</summary>
internal static class RowQuery
{
    public static Query Insert(EngineSql sql, string table, IReadOnlyList<(string Column, object? Value)> row)
    {
        var values = new List<object?>(row.Count);
        var statement = BeginInsert(table, row).Append(" VALUES (");
        AppendMarkers(statement, sql, row, values).Append(')');
        return new Query(statement.ToString(), values);
    }

    /// <summary>Inserts the row once for each row that a query finds.</summary>
    /// <param name="source">What follows the values: <c>FROM</c> and its conditions, from the 1-based number of its first parameter.</param>
    /// <param name="sourceValues">The values of its parameters.</param>
    public static Query InsertFrom(
        EngineSql sql,
        string table,
        IReadOnlyList<(string Column, object? Value)> row,
        Func<int, string> source,
        IReadOnlyList<object?> sourceValues
    )
    {
        var values = new List<object?>(row.Count + sourceValues.Count);
        var statement = BeginInsert(table, row).Append(" SELECT ");
        AppendMarkers(statement, sql, row, values).Append(' ').Append(source(values.Count + 1));
        return new Query(statement.ToString(), [.. values, .. sourceValues]);
    }

    private static StringBuilder BeginInsert(string table, IReadOnlyList<(string Column, object? Value)> row)
    {
        var statement = new StringBuilder("INSERT INTO ", capacity: 1024).Append(table).Append(" (");
        for (var i = 0; i < row.Count; i++)
            statement.Append(i == 0 ? "" : ", ").Append(row[i].Column);
        return statement.Append(')');
    }

    private static StringBuilder AppendMarkers(
        StringBuilder statement,
        EngineSql sql,
        IReadOnlyList<(string Column, object? Value)> row,
        List<object?> values
    )
    {
        for (var i = 0; i < row.Count; i++)
            statement.Append(i == 0 ? "" : ", ").Append(Marker(sql, row[i].Value, values));
        return statement;
    }

    public static Query Update(
        EngineSql sql,
        string table,
        IReadOnlyList<(string Column, object? Value)> changes,
        IReadOnlyList<(string Column, object? Value)> key
    )
    {
        var values = new List<object?>(changes.Count + key.Count);
        var assignments = changes.Select(field => $"{field.Column} = {Marker(sql, field.Value, values)}").ToList();
        return new Query($"UPDATE {table} SET {string.Join(", ", assignments)} WHERE {Condition(sql, key, values)}", values);
    }

    public static Query Delete(EngineSql sql, string table, IReadOnlyList<(string Column, object? Value)> key)
    {
        var values = new List<object?>(key.Count);
        return new Query($"DELETE FROM {table} WHERE {Condition(sql, key, values)}", values);
    }

    private static string Condition(EngineSql sql, IReadOnlyList<(string Column, object? Value)> key, List<object?> values) =>
        string.Join(" AND ", key.Select(field => $"{field.Column} = {Marker(sql, field.Value, values)}"));

    private static string Marker(EngineSql sql, object? value, List<object?> values)
    {
        if (value is ServerExpression expression)
            return expression.Sql;
        if (value is FormattableString computed)
            return Compute(sql, computed, values);
        values.Add(Value(value));
        return sql.Parameter(values.Count);
    }

    /// <summary>A value as it travels: every number as one of 64 bits.</summary>
    public static object? Value(object? value) => value is int number ? (long)number : value;

    /// <summary>An expression whose arguments travel as parameters.</summary>
    public static string Compute(EngineSql sql, FormattableString expression, List<object?> values) =>
        string.Format(
            CultureInfo.InvariantCulture,
            expression.Format,
            [.. expression.GetArguments().Select(argument => Marker(sql, argument, values))]
        );

    /// <summary>A number as it stands in a statement's text.</summary>
    public static string Literal(long number) => number.ToString(CultureInfo.InvariantCulture);
}
