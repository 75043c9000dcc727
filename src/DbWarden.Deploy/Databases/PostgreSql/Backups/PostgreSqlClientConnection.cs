using System.Globalization;
using System.Text;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Backups.Clients;
using Npgsql;

namespace DbWarden.Deploy.Databases.PostgreSql.Backups;

/// <summary>
/// Leads the programs of PostgreSQL to the server and database that we are connected to, with all that the connection says about
/// encryption. Everything travels in private files; the environment only says where they are.
/// </summary>
internal sealed class PostgreSqlClientConnection : IDisposable
{
    private const string Service = "dbwarden";

    private readonly SecretFile _service;
    private readonly SecretFile? _password;

    private PostgreSqlClientConnection(SecretFile service, SecretFile? password, string? passwordPath)
    {
        _service = service;
        _password = password;
        Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PGSERVICEFILE"] = service.Path,
            ["PGSERVICE"] = Service,
            // Without one of ours, the user's own passwords count, as for the driver.
            ["PGPASSFILE"] = password?.Path ?? passwordPath ?? System.Environment.GetEnvironmentVariable("PGPASSFILE"),
            ["PGOPTIONS"] = null,
            ["PGDATABASE"] = null,
            ["PSQL_HISTORY"] = null,
        };
    }

    public IReadOnlyDictionary<string, string?> Environment { get; }

    public static async Task<PostgreSqlClientConnection> CreateAsync(BackupContext context, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(context.Target.ConnectionString);
        var connection = (NpgsqlConnection)context.Control.Connection;
        var names = await context.Control.ReadAsync(
            new Query("SELECT session_user::text, current_database()::text"),
            row => (User: row.GetString(0), Database: row.GetString(1)),
            cancellation
        );
        var password = Text(settings.Password) ?? Text(System.Environment.GetEnvironmentVariable("PGPASSWORD"));
        var service = SecretFile.Create(ServiceText(settings, connection, names[0].User, names[0].Database));
        return new PostgreSqlClientConnection(
            service,
            password is null ? null : SecretFile.Create($"*:*:*:*:{EscapePassword(password)}\n"),
            Text(settings.Passfile)
        );
    }

    public void Dispose()
    {
        _service.Dispose();
        _password?.Dispose();
    }

    private static string ServiceText(
        NpgsqlConnectionStringBuilder settings,
        NpgsqlConnection connection,
        string user,
        string database
    )
    {
        var text = new StringBuilder().Append('[').Append(Service).Append("]\n");
        // Of several hosts, the one that the lease was taken on.
        Add("host", connection.Host);
        Add("port", connection.Port.ToString(CultureInfo.InvariantCulture));
        Add("user", user);
        Add("dbname", database);
        Add("application_name", "dbwarden");
        Add("sslmode", Mode(settings.SslMode));
        Add("sslrootcert", settings.RootCertificate);
        Add("sslcert", settings.SslCertificate);
        Add("sslkey", settings.SslKey);
        Add("sslpassword", settings.SslPassword);
        Add("krbsrvname", settings.KerberosServiceName == "postgres" ? null : settings.KerberosServiceName);
        if (settings.ChannelBinding != ChannelBinding.Prefer)
            Add("channel_binding", settings.ChannelBinding == ChannelBinding.Require ? "require" : "disable");
        if (settings.SslNegotiation == SslNegotiation.Direct)
            Add("sslnegotiation", "direct");
        return text.ToString();

        void Add(string keyword, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                text.Append(keyword).Append('=').Append(value).Append('\n');
        }
    }

    private static string Mode(SslMode mode) =>
        mode switch
        {
            SslMode.Disable => "disable",
            SslMode.Allow => "allow",
            SslMode.Require => "require",
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            _ => "prefer",
        };

    private static string EscapePassword(string password) =>
        password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
