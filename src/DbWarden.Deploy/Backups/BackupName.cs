using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace DbWarden.Deploy.Backups;

/// <summary>The names of backups: the database, the time in UTC, and four digits of chance, such as <c>primary-20260301T120000Z-1f0c.pgdump</c>.</summary>
internal static partial class BackupName
{
    public static string Create(string database, DateTimeOffset at, string extension) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{database}-{at.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{RandomNumberGenerator.GetInt32(0x10000):x4}{extension}"
        );

    /// <summary>Whether a file of that name may be a backup of the database.</summary>
    public static bool IsOf(string database, string file) =>
        Pattern().Match(file) is { Success: true } match && match.Groups["database"].Value == database;

    [GeneratedRegex(
        @"\A(?<database>[a-z][a-z0-9_]*)-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}\.[a-z.]+\z",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pattern();
}
