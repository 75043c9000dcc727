using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Records;

/// <summary>
/// Writes INSERT statements for the rows of one table, and keeps the text of the last one for the next row of the same form: the same
/// columns, and the same of them computed by the server. Every migration writes two rows, whose texts are long.
/// </summary>
internal sealed class InsertText(EngineSql sql, string table)
{
    private (string Column, object? Computed)[] _form = [];
    private string _text = "";

    public Query Of(IReadOnlyList<(string Column, object? Value)> row)
    {
        if (IsOfForm(row))
            return new Query(
                _text,
                [.. row.Where(field => ComputedOf(field.Value) is null).Select(field => RowQuery.Value(field.Value))]
            );
        var query = RowQuery.Insert(sql, table, row);
        (_form, _text) = ([.. row.Select(field => (field.Column, ComputedOf(field.Value)))], query.Sql);
        return query;
    }

    private bool IsOfForm(IReadOnlyList<(string Column, object? Value)> row)
    {
        if (row.Count != _form.Length)
            return false;
        for (var i = 0; i < _form.Length; i++)
        {
            var (column, computed) = _form[i];
            // What is put together from parts is never taken for the same.
            if (computed is FormattableString || column != row[i].Column || !Equals(computed, ComputedOf(row[i].Value)))
                return false;
        }

        return true;
    }

    private static object? ComputedOf(object? value) => value is ServerExpression or FormattableString ? value : null;
}
