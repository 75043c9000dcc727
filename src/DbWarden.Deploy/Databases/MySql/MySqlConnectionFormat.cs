using System.Data.Common;
using DbWarden.Deploy.Connections;
using MySqlConnector;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>
/// The connections of MySQL and MariaDB: URLs with the options of their clients, and the keywords of MySqlConnector.
/// </summary>
internal sealed class MySqlConnectionFormat : ConnectionFormat
{
    public override IReadOnlyList<string> Schemes { get; } = ["mysql", "mariadb"];

    public override string Example => "mysql://user:password@host:3306/database";

    public override IReadOnlyDictionary<string, string> Options { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["ssl-mode"] = "SSL Mode",
            ["sslmode"] = "SSL Mode",
            ["ssl-ca"] = "SSL CA",
            ["ssl-cert"] = "SSL Cert",
            ["ssl-key"] = "SSL Key",
            ["tls-version"] = "TLS Version",
            ["connect-timeout"] = "Connection Timeout",
            ["connect_timeout"] = "Connection Timeout",
            ["charset"] = "Character Set",
            ["compress"] = "Use Compression",
            ["get-server-public-key"] = "Allow Public Key Retrieval",
            ["server-public-key-path"] = "Server RSA Public Key File",
        };

    public override IReadOnlyList<string> Keywords { get; } =
    [
        "Server",
        "Port",
        "User ID",
        "Password",
        "Database",
        "Protocol",
        "Pipe Name",
        "Default Command Timeout",
        "Pooling",
        "Keep Alive",
        "Application Name",
    ];

    public override DbConnectionStringBuilder CreateBuilder() => new MySqlConnectionStringBuilder();

    public override void Fill(DbConnectionStringBuilder builder, ConnectionUrl url)
    {
        var connection = (MySqlConnectionStringBuilder)builder;
        if (url.Hosts.Count > 0)
            connection.Server = string.Join(',', url.Hosts.Select(host => host.Name));
        var ports = url.Hosts.Select(host => host.Port).OfType<int>().Distinct().ToList();
        if (ports.Count > 1 || (ports.Count == 1 && url.Hosts.Any(host => host.Port is null)))
            throw new FormatException("its hosts have different ports, which the driver cannot do");
        if (ports is [var port])
            connection.Port = (uint)port;
        if (url.User is { } user)
            connection.UserID = user;
        if (url.Password is { } password)
            connection.Password = password;
        if (url.Path.Length > 0)
            connection.Database = url.Path;
    }

    public override string ValueOf(string keyword, string value) =>
        keyword == "SSL Mode"
            ? value.ToUpperInvariant() switch
            {
                "DISABLED" or "DISABLE" => nameof(MySqlSslMode.None),
                "VERIFY_IDENTITY" or "VERIFY-FULL" => nameof(MySqlSslMode.VerifyFull),
                "VERIFY_CA" or "VERIFY-CA" => nameof(MySqlSslMode.VerifyCA),
                "REQUIRE" => nameof(MySqlSslMode.Required),
                "PREFER" => nameof(MySqlSslMode.Preferred),
                _ => value,
            }
            : value;

    public override ConnectionFacts Complete(DbConnectionStringBuilder builder, string workingDirectory)
    {
        var connection = (MySqlConnectionStringBuilder)builder;
        if (string.IsNullOrEmpty(connection.Server))
            throw new FormatException("it names no server");
        var user = string.IsNullOrEmpty(connection.UserID) ? "" : connection.UserID + "@";
        var servers = connection
            .Server.Split(',')
            .Select(server => new ConnectionHost(server, (int)connection.Port).WithPort((int)connection.Port));
        return new ConnectionFacts(
            $"mysql://{user}{string.Join(',', servers)}/{connection.Database}",
            [connection.Password, connection.CertificatePassword]
        );
    }
}
