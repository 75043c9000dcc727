using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Output;

/// <summary>
/// What somebody sees who types one command after the other: through a pipe, where what comes from standard error is marked with a bar, or
/// on a screen. Free of what differs from run to run.
/// </summary>
/// <param name="columns">The width of the screen; null for a pipe.</param>
internal sealed partial class Transcript(int? columns) : IDisposable
{
    // Its length decides where a long path is folded, and so it is the same everywhere.
    private readonly TemporaryDirectory _directory = new(OperatingSystem.IsWindows() ? Path.GetTempPath() : "/tmp");
    private readonly StringBuilder _text = new();
    private readonly List<(string Text, string Instead)> _hidden = [];

    private string? _version;

    public string Directory => _directory.Path;

    public Dictionary<string, string?> Variables { get; } = [];

    public string Write(string path, string text) => _directory.Write(path, text);

    /// <summary>Shows something else, as long, instead of what differs from run to run.</summary>
    public void Hide(string text, string instead) => _hidden.Add((text, instead));

    /// <summary>Types a command; words are apart by one blank.</summary>
    public async Task TypeAsync(string command, int? firstLines = null)
    {
        var environment = Tool.Environment([.. Variables.Select(variable => (variable.Key, variable.Value))]);
        var words = command.Split(' ');
        // What of a picture that moves is seen depends on the time; that is TerminalTests' matter.
        var moves = words[0] is "migrate" or "rollback" or "downgrade" && !words.Contains("--dry-run");
        var result =
            columns is { } width && !moves
                ? await PseudoTerminal.RunAsync(width, words, Directory, environment)
                : await CommandLine.RunAsync(Tool.Path, words, Directory, environment);
        var shown =
            columns is null || moves ? Marked(result.StandardError) + result.StandardOutput : Screen.Show(result.StandardOutput);
        if (firstLines is { } count)
            shown = string.Join('\n', shown.Split('\n').Take(count)) + "\n…\n";
        _version ??= (await Tool.RunAsync(Directory, "--version")).StandardOutput.Trim();
        _text.Append(
            CultureInfo.InvariantCulture,
            $"$ dbwarden {Scrub(command)}\n{Scrub(shown).TrimEnd('\n')}\n[{result.ExitCode}]\n\n"
        );
    }

    public override string ToString() => _text.ToString();

    public void Dispose() => _directory.Dispose();

    private static string Marked(string errors) =>
        string.Concat(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"| {line}\n"));

    private string Scrub(string text)
    {
        // What differs in a name stands behind a hyphen, where a table folds it.
        text = text.Replace(Path.GetFileName(Directory).Split('-')[1], new string('0', 12), StringComparison.Ordinal);
        foreach (var (hidden, instead) in _hidden)
            text = text.Replace(hidden, instead, StringComparison.Ordinal);
        foreach (var backup in System.IO.Directory.EnumerateFiles(Directory, "primary-*Z-*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(backup).Split('-') is [_, var time, var number])
                text = text.Replace(time, "00000000T000000Z", StringComparison.Ordinal)
                    .Replace(number, "0000" + number[4..], StringComparison.Ordinal);
        }

        text = text.Replace(_version!, "<version>", StringComparison.Ordinal);
        text = TimePattern().Replace(text, "0000-00-00 00:00:00");
        text = RuntimePattern().Replace(text, "<version> (<runtime>)");
        text = StatementPattern().Replace(text, "   <time>  line");
        text = SizePattern().Replace(text, "00.0 kB");
        text = AgePattern().Replace(text, "<time> ago");
        return DurationPattern().Replace(text, "<time>");
    }

    /// <summary>Times of this century's third decade; those that a test has made up are older.</summary>
    [GeneratedRegex(@"202\d-\d\d-\d\d \d\d:\d\d:\d\d", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"(?<=dbwarden )<version> \(.*\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RuntimePattern();

    [GeneratedRegex(@" +(<1|[\d.]+) (ms|s)  line", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StatementPattern();

    [GeneratedRegex(@"\d\d\.\d kB", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SizePattern();

    [GeneratedRegex(@"(<1|-?[\d.]+) (ms|s) ago", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AgePattern();

    /// <summary>At the end of a line or a sentence; those in tables a test has made up.</summary>
    [GeneratedRegex(
        @"(?<=in |  )(<1|\d+(\.\d)?) (ms|s)(?=( before the failure)?(\{/\})?$)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex DurationPattern();
}
