using System.Globalization;

namespace DbWarden.Deploy.Databases.Sqlite;

/// <summary>A row that <c>PRAGMA foreign_key_check</c> complains about.</summary>
/// <param name="Row">Its number; null in a table without row numbers.</param>
internal sealed record SqliteForeignKeyViolation(string Table, long? Row, string Parent, long Constraint)
{
    private const int Shown = 5;

    public static async Task<HashSet<SqliteForeignKeyViolation>> ReadAsync(
        DatabaseConnection connection,
        CancellationToken cancellation
    )
    {
        var violations = await connection.ReadAsync(
            new Query("PRAGMA foreign_key_check"),
            row => new SqliteForeignKeyViolation(
                row.GetString(0),
                row.IsDBNull(1) ? null : row.GetInt64(1),
                row.GetString(2),
                row.GetInt64(3)
            ),
            cancellation
        );
        return [.. violations];
    }

    public static ServerError Describe(IReadOnlyCollection<SqliteForeignKeyViolation> violations)
    {
        var rows = violations.Take(Shown).Select(violation => violation.ToString());
        var more =
            violations.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $" and {violations.Count - Shown} more") : "";
        return new ServerError(ServerErrorKind.Statement, "The migration leaves rows whose foreign keys point nowhere.")
        {
            Code = "foreign_key_check",
            Detail = string.Join("; ", rows) + more,
        };
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"row {Row} of {Table} has no match in {Parent}");
}
