namespace DbWarden.Deploy.Tests.Oracle;

/// <summary>
/// <c>mariadb</c> and <c>sqlite3</c> read CRLF as LF, in strings and bodies, too, where <c>psql</c> and a deployment send the file's own bytes.
/// </summary>
internal static class LineEnds
{
    /// <summary>Makes a dump of such a client comparable: CRLF is LF, also where it is written as an escape, or by a function of SQLite.</summary>
    public static string Unify(string dump) =>
        dump.Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace(@"\r\n", @"\n", StringComparison.Ordinal)
            .Replace("replace(replace('", "replace('", StringComparison.Ordinal)
            .Replace(@",'\r',char(13))", "", StringComparison.Ordinal);
}
