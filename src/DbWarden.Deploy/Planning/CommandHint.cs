namespace DbWarden.Deploy.Planning;

/// <summary>Spells the commands that messages tell a reader to type next.</summary>
/// <param name="Database">Null where the artifact has one database and it need not be named.</param>
internal sealed record CommandHint(string? Database)
{
    public static CommandHint For(DeploymentTarget target) =>
        new(target.Artifact is { Databases.Count: > 1 } || target.Database != "primary" ? target.Database : null);

    /// <param name="command">Such as <c>migrate --resume</c>.</param>
    public string For(string command) => $"dotnet dbwarden {command}{(Database is null ? "" : $" --database {Database}")}";
}
