namespace DbWarden.Tool.Tests.Documentation;

/// <summary>The commands of the documentation that no test can run here, and why. Their options are checked all the same where they are ours.</summary>
internal static class NotRun
{
    private static readonly (string Start, string Reason)[] Commands =
    [
        ("./build/", "they build, test, measure or pack this repository, and the tests would start themselves"),
        ("psql ", "it needs a server's address and a password; ScriptCommandTests runs the script through psql"),
        ("dotnet build -t:DbWardenPackage", "it needs a project; ArchiveTests runs it"),
        ("dotnet publish src/Shop", "in a pipeline it publishes the reader's own project; PublishTests publish ours"),
    ];

    public static string? ReasonFor(DocumentedCommand command) =>
        Commands.FirstOrDefault(entry => command.Text.StartsWith(entry.Start, StringComparison.Ordinal)).Reason;
}
