using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Records;

namespace DbWarden.Deploy.Scripting;

/// <summary>
/// Who runs a script is known when it runs. Until then marks stand in records and history; they are replaced by expressions of the
/// server where a script is written.
/// </summary>
internal static class ScriptExecution
{
    /// <summary>Stands for who runs the script. Not a name that anybody has.</summary>
    public const string Somebody = "\u0001somebody@script";

    /// <summary>Stands for the run's own id.</summary>
    public const string Id = "\u0001execution";

    public static ExecutionIdentity Identity { get; } =
        ExecutionIdentity.Create() with
        {
            ExecutionId = Id,
            ClientHost = "script",
        };

    public static ServerFacts Facts { get; } = new(Server: "", User: "\u0001somebody", Schema: null, ConnectionId: 0);
}
