using System.Data.Common;
using DbWarden.Deploy.Connections;
using Microsoft.Data.Sqlite;

namespace DbWarden.Deploy.Databases.Sqlite;

/// <summary>
/// SQLite's connections: URLs whose path is the file, with three slashes a relative one and with four an absolute one; and the
/// driver's keywords.
/// </summary>
internal sealed class SqliteConnectionFormat : ConnectionFormat
{
    public override IReadOnlyList<string> Schemes { get; } = ["sqlite"];

    public override string Example => "sqlite:///shop.db";

    public override IReadOnlyDictionary<string, string> Options { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["mode"] = "Mode",
            ["cache"] = "Cache",
            ["password"] = "Password",
            ["timeout"] = "Default Timeout",
            ["vfs"] = "Vfs",
        };

    public override IReadOnlyList<string> Keywords { get; } = ["Data Source", "Foreign Keys", "Recursive Triggers", "Pooling"];

    public override DbConnectionStringBuilder CreateBuilder() => new SqliteConnectionStringBuilder();

    public override void Fill(DbConnectionStringBuilder builder, ConnectionUrl url)
    {
        if (url.Hosts.Count > 0 || url.User is not null)
            throw new FormatException("it lacks a slash: sqlite:///relative.db, or sqlite:////absolute.db");
        ((SqliteConnectionStringBuilder)builder).DataSource = url.Path;
    }

    public override string ValueOf(string keyword, string value) =>
        keyword == "Mode"
            ? value switch
            {
                "ro" => nameof(SqliteOpenMode.ReadOnly),
                "rw" => nameof(SqliteOpenMode.ReadWrite),
                "rwc" => nameof(SqliteOpenMode.ReadWriteCreate),
                _ => value,
            }
            : value;

    public override ConnectionFacts Complete(DbConnectionStringBuilder builder, string workingDirectory)
    {
        var connection = (SqliteConnectionStringBuilder)builder;
        if (connection.DataSource.Length == 0)
            throw new FormatException("it names no file");
        if (IsPath(connection))
            connection.DataSource = Path.GetFullPath(connection.DataSource, workingDirectory);
        return new ConnectionFacts($"sqlite:///{connection.DataSource}", [connection.Password]);
    }

    /// <summary>
    /// Whether the data source is a plain file: not one in memory, not a URI of SQLite's own, not below the driver's data
    /// directory.
    /// </summary>
    private static bool IsPath(SqliteConnectionStringBuilder connection) =>
        connection.Mode != SqliteOpenMode.Memory
        && !connection.DataSource.StartsWith(':')
        && !connection.DataSource.StartsWith("file:", StringComparison.Ordinal)
        && !connection.DataSource.StartsWith('|');
}
