using System.Diagnostics;
using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Output;

/// <summary>A screen of a given width, which util-linux's <c>script</c> makes.</summary>
internal static class PseudoTerminal
{
    /// <summary>Runs the tool on it; what is on standard output is all that the screen was sent, with plain line ends.</summary>
    public static async Task<CommandResult> RunAsync(
        int columns,
        IEnumerable<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string?> environment
    )
    {
        var result = await CommandLine.RunAsync("script", Script(columns, arguments), workingDirectory, environment);
        return result with { StandardOutput = result.StandardOutput.Replace("\r\n", "\n", StringComparison.Ordinal) };
    }

    /// <summary>Starts the tool on it; what is written to its standard input is typed.</summary>
    public static Process Start(
        int columns,
        IEnumerable<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string?> environment
    ) => CommandLine.Start("script", Script(columns, arguments), workingDirectory, environment);

    /// <summary>A shell that runs the tests in the background lets them, and all that they start, ignore Ctrl-C.</summary>
    private static string[] Script(int columns, IEnumerable<string> arguments) =>
        [
            "-qefc",
            $"stty cols {columns} rows 30; exec env --default-signal=INT {string.Join(' ', arguments.Prepend(Tool.Path).Select(Quote))}",
            "/dev/null",
        ];

    private static string Quote(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
