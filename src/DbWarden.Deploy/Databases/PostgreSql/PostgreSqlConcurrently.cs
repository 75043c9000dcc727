using System.Text.RegularExpressions;
using DbWarden.Deploy.Execution;

namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>Recognises CREATE INDEX, DROP INDEX, REINDEX, DETACH PARTITION and REFRESH … CONCURRENTLY.</summary>
internal static partial class PostgreSqlConcurrently
{
    public static bool IsIn(ScriptStatement statement) => Word().IsMatch(statement.Head);

    [GeneratedRegex(
        @"^\s*(?:CREATE|DROP|REINDEX|ALTER|REFRESH)\b.*?\bCONCURRENTLY\b",
        RegexOptions.IgnoreCase | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Word();
}
