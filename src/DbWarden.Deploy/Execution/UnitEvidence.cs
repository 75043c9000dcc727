using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Execution;

/// <summary>
/// What is noted of a unit before it runs, so that the catalog tells afterwards whether it took effect: its checksum, provided that what
/// it creates is not there yet, or that what it drops is.
/// </summary>
internal static class UnitEvidence
{
    /// <summary>What to note, computed by the server in the very write that says "starting"; null where the catalog could not tell.</summary>
    public static FormattableString? Of(ScriptStatement statement, EngineSql sql) =>
        Missing(statement, sql) is { } missing
            ? (FormattableString)$"CASE WHEN {missing} THEN {ChecksumOf(statement)} END"
            : null;

    /// <summary>The condition that a unit with evidence has not taken effect.</summary>
    public static FormattableString? Missing(ScriptStatement statement, EngineSql sql)
    {
        if (CatalogStatement.Of(statement) is not { } recognised || sql.IsThere(recognised) is not { } isThere)
            return null;
        return recognised.Creates ? $"NOT ({isThere})" : isThere;
    }

    public static string ChecksumOf(ScriptStatement statement)
    {
        using var checksum = new UnitChecksum();
        checksum.Append(statement.Bytes.Span);
        return checksum.Take();
    }
}
