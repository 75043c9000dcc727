namespace DbWarden.Deploy.Artifacts.Projects;

/// <summary>
/// Environment variables that may hold a password. A build has no use for them, and its logs record its environment.
/// </summary>
internal static class SecretVariables
{
    private static readonly string[] Prefixes =
    [
        "DBWARDEN_CONNECTION_",
        "ConnectionStrings__",
        "CUSTOMCONNSTR_",
        "MYSQLCONNSTR_",
        "POSTGRESQLCONNSTR_",
        "SQLAZURECONNSTR_",
        "SQLCONNSTR_",
    ];

    private static readonly string[] Names = ["DATABASE_URL", "PGPASSWORD", "MYSQL_PWD"];

    public static bool Includes(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase)
        || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
