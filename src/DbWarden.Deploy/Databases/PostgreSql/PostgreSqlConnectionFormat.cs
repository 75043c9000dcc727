using System.Data.Common;
using DbWarden.Deploy.Connections;
using Npgsql;

namespace DbWarden.Deploy.Databases.PostgreSql;

/// <summary>PostgreSQL's connections: the URLs of libpq, and the keywords of Npgsql.</summary>
internal sealed class PostgreSqlConnectionFormat : ConnectionFormat
{
    private const string TargetSessionAttributes = "Target Session Attributes";

    public override IReadOnlyList<string> Schemes { get; } = ["postgresql", "postgres"];

    public override string Example => "postgresql://user:password@host:5432/database";

    public override IReadOnlyDictionary<string, string> Options { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["host"] = "Host",
            ["port"] = "Port",
            ["dbname"] = "Database",
            ["user"] = "Username",
            ["password"] = "Password",
            ["passfile"] = "Passfile",
            ["sslmode"] = "SSL Mode",
            ["sslrootcert"] = "Root Certificate",
            ["sslcert"] = "SSL Certificate",
            ["sslkey"] = "SSL Key",
            ["sslpassword"] = "SSL Password",
            ["sslnegotiation"] = "SSL Negotiation",
            ["channel_binding"] = "Channel Binding",
            ["gssencmode"] = "GSS Encryption Mode",
            ["krbsrvname"] = "Kerberos Service Name",
            ["require_auth"] = "Require Auth",
            ["connect_timeout"] = "Timeout",
            ["application_name"] = "Application Name",
            ["client_encoding"] = "Client Encoding",
            ["options"] = "Options",
            ["search_path"] = "Search Path",
            ["target_session_attrs"] = TargetSessionAttributes,
            ["load_balance_hosts"] = "Load Balance Hosts",
        };

    public override IReadOnlyList<string> Keywords { get; } =
    [
        "Server",
        "User Id",
        "Command Timeout",
        "Pooling",
        "Keepalive",
        "Include Error Detail",
        "Timezone",
        "Encoding",
        "Trust Server Certificate",
    ];

    public override DbConnectionStringBuilder CreateBuilder() => new NpgsqlConnectionStringBuilder();

    public override void Fill(DbConnectionStringBuilder builder, ConnectionUrl url)
    {
        var connection = (NpgsqlConnectionStringBuilder)builder;
        if (url.Hosts is [var only])
        {
            connection.Host = only.Name;
            connection.Port = only.Port ?? NpgsqlConnection.DefaultPort;
        }
        else if (url.Hosts.Count > 1)
        {
            connection.Host = string.Join(',', url.Hosts.Select(host => host.WithPort(NpgsqlConnection.DefaultPort)));
            // Migrations can only run on the one server that takes writes.
            connection.TargetSessionAttributes = "primary";
        }

        if (url.User is { } user)
            connection.Username = user;
        if (url.Password is { } password)
            connection.Password = password;
        if (url.Path.Length > 0)
            connection.Database = url.Path;
    }

    public override string ValueOf(string keyword, string value) =>
        keyword switch
        {
            // libpq writes verify-full where Npgsql writes VerifyFull.
            "SSL Mode" => value.Replace("-", "", StringComparison.Ordinal),
            "Load Balance Hosts" => value switch
            {
                "disable" => "false",
                "random" => "true",
                _ => value,
            },
            _ => value,
        };

    public override ConnectionFacts Complete(DbConnectionStringBuilder builder, string workingDirectory)
    {
        var connection = (NpgsqlConnectionStringBuilder)builder;
        if (string.IsNullOrEmpty(connection.Host))
            throw new FormatException("it names no host");
        var user = string.IsNullOrEmpty(connection.Username) ? "" : connection.Username + "@";
        var host = connection.Host.Contains(',')
            ? connection.Host
            : new ConnectionHost(connection.Host, connection.Port).WithPort(connection.Port);
        return new ConnectionFacts(
            $"postgresql://{user}{host}/{connection.Database}",
            [connection.Password, connection.SslPassword]
        );
    }
}
