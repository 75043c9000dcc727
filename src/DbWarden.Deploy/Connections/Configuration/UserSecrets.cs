namespace DbWarden.Deploy.Connections.Configuration;

/// <summary>The file that <c>dotnet user-secrets</c> writes.</summary>
internal static class UserSecrets
{
    private const string FileName = "secrets.json";

    /// <summary>Where the secrets of a project are kept; null where its id is none or the environment names no home.</summary>
    public static string? PathOf(string id, DeploymentEnvironment environment)
    {
        // The id comes out of an assembly and becomes part of a path.
        if (id.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || id is "." or "..")
            return null;
        if (environment.Variable("APPDATA") is { } applicationData)
            return Path.Combine(applicationData, "Microsoft", "UserSecrets", id, FileName);
        var home = environment.Variable("HOME") ?? environment.Variable("DOTNET_USER_SECRETS_FALLBACK_DIR");
        return home is null ? null : Path.Combine(home, ".microsoft", "usersecrets", id, FileName);
    }
}
