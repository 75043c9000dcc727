using System.Runtime.InteropServices;
using System.Text.Json;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;

namespace DbWarden.Tool.Commands;

/// <summary>Shows which tool this is, on which runtime and system.</summary>
internal sealed class VersionCommand() : ToolCommand("version", "Shows the version of the tool")
{
    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden version", "The version, the runtime and the system, as a bug report needs them."),
            new("dbwarden version --json", "The same for a script."),
        ];

    public override void Define(CommandSyntax syntax)
    {
        // Nothing but what every command has.
    }

    public override Task<CommandResult> RunAsync(Session session) => Task.FromResult<CommandResult>(new VersionResult());

    private sealed class VersionResult : CommandResult
    {
        public override void WriteText(Terminal terminal) =>
            terminal.Results.WriteLine(
                $"dbwarden {ToolVersion.Text} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})"
            );

        public override void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
            json.WriteString("platform", RuntimeInformation.RuntimeIdentifier);
        }
    }
}
