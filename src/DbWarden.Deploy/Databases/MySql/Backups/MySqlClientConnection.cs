using System.Globalization;
using System.Text;
using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Backups.Clients;
using MySqlConnector;

namespace DbWarden.Deploy.Databases.MySql.Backups;

/// <summary>
/// Leads the programs of MySQL and MariaDB to the server and database that we are connected to. Everything travels in a private option
/// file, which is the only one that they read.
/// </summary>
internal sealed class MySqlClientConnection : IDisposable
{
    private readonly SecretFile _options;

    private MySqlClientConnection(SecretFile options, string database)
    {
        _options = options;
        Database = database;
    }

    /// <summary>What the environment says about a server is not meant.</summary>
    public static IReadOnlyDictionary<string, string?> Environment { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["MYSQL_HOST"] = null,
            ["MYSQL_TCP_PORT"] = null,
            ["MYSQL_UNIX_PORT"] = null,
            ["MARIADB_HOST"] = null,
        };

    public string Database { get; }

    /// <summary>Must be the first argument.</summary>
    public string Argument => "--defaults-file=" + _options.Path;

    public static async Task<MySqlClientConnection> CreateAsync(
        BackupContext context,
        bool isMariaDb,
        CancellationToken cancellation
    )
    {
        var settings = new MySqlConnectionStringBuilder(context.Target.ConnectionString);
        var cipher = await context.Control.ReadAsync(
            new Query("SHOW SESSION STATUS LIKE 'Ssl_cipher'"),
            row => row.GetString(1),
            cancellation
        );
        var database = await context.Control.ReadAsync(new Query("SELECT DATABASE()"), row => row.GetString(0), cancellation);
        var text = new StringBuilder("[client]\n");
        Add("user", settings.UserID);
        Add("password", settings.Password);
        AddServer();
        if (isMariaDb)
            AddMariaDbEncryption(isEncrypted: cipher is [{ Length: > 0 }]);
        else
            Add("ssl-mode", Mode(settings.SslMode));
        Add("ssl-ca", settings.SslCa);
        Add("ssl-cert", settings.SslCert);
        Add("ssl-key", settings.SslKey);
        return new MySqlClientConnection(SecretFile.Create(text.ToString()), database[0]);

        void AddServer()
        {
            // Of several hosts, the first: they are the nodes of one cluster.
            var server = settings.Server.Split(',')[0].Trim();
            if (settings.ConnectionProtocol is MySqlConnectionProtocol.UnixSocket || server.StartsWith('/'))
            {
                Add("socket", server);
                return;
            }

            Add("host", server);
            Add("port", settings.Port.ToString(CultureInfo.InvariantCulture));
            // These programs would otherwise take "localhost" for a socket.
            Add("protocol", "tcp");
        }

        // Its programs know no "if the server can": they do as our own connection does.
        void AddMariaDbEncryption(bool isEncrypted)
        {
            text.Append(isEncrypted ? "ssl\n" : "skip-ssl\n");
            if (isEncrypted)
                text.Append(
                    settings.SslMode is MySqlSslMode.VerifyCA or MySqlSslMode.VerifyFull
                        ? "ssl-verify-server-cert\n"
                        : "disable-ssl-verify-server-cert\n"
                );
        }

        void Add(string option, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                text.Append(option).Append("=\"").Append(Escape(value)).Append("\"\n");
        }
    }

    public void Dispose() => _options.Dispose();

    private static string Mode(MySqlSslMode mode) =>
        mode switch
        {
            MySqlSslMode.None => "DISABLED",
            MySqlSslMode.Required => "REQUIRED",
            MySqlSslMode.VerifyCA => "VERIFY_CA",
            MySqlSslMode.VerifyFull => "VERIFY_IDENTITY",
            _ => "PREFERRED",
        };

    private static string Escape(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal);
}
