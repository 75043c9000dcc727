namespace DbWarden.Deploy.Connections.Configuration;

/// <summary>
/// Environment variables as configuration: two underscores stand for a colon, and the prefixes of Azure's connection strings are
/// known.
/// </summary>
internal static class EnvironmentConfiguration
{
    private const string ConnectionStrings = "ConnectionStrings:";

    private static readonly string[] AzurePrefixes =
    [
        "CUSTOMCONNSTR_",
        "MYSQLCONNSTR_",
        "POSTGRESQLCONNSTR_",
        "SQLAZURECONNSTR_",
        "SQLCONNSTR_",
    ];

    public static IEnumerable<ConfigurationValue> Read(DeploymentEnvironment environment) =>
        environment
            .Variables.Where(variable => variable.Value.Length > 0)
            .Select(variable => new ConfigurationValue(
                KeyOf(variable.Key),
                variable.Value,
                $"environment variable {variable.Key}"
            ));

    private static string KeyOf(string variable)
    {
        var prefix = Array.Find(AzurePrefixes, prefix => variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        var key = prefix is null ? variable : ConnectionStrings + variable[prefix.Length..];
        return key.Replace("__", ":", StringComparison.Ordinal);
    }
}
