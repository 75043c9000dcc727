using DbWarden.TestSupport;
using DbWarden.Tool.Syntax.Completion;

namespace DbWarden.Tool.Tests.Syntax;

public sealed class CompletionTests
{
    /// <summary>How each shell is brought to complete the words that it is given, and to print what it would show.</summary>
    private static readonly Dictionary<string, string> Typing = new()
    {
        ["bash"] = """
            source <(dbwarden completion bash)
            compopt() { echo "compopt $*"; }
            COMP_WORDS=(dbwarden "$@") COMP_CWORD=$#
            _dbwarden
            printf '%s\n' "${COMPREPLY[@]}"
            """,
        ["zsh"] = """
            compdef() { : }
            _files() { print _files }
            _describe() { print -l -- "${(@P)2}" }
            source <(dbwarden completion zsh)
            words=(dbwarden "$@") CURRENT=$(($# + 1))
            _dbwarden
            """,
        ["fish"] = """
            dbwarden completion fish | source
            complete -C "dbwarden $argv"
            """,
    };

    [TestCase("migrate", "mi")]
    [TestCase("check, check-db", "che")]
    [TestCase("--help, --version", "--")]
    [TestCase("list", "database", "")]
    [TestCase("txt, json, yaml, sql", "check-db", "--out", "")]
    [TestCase("yaml", "check-db", "--json", "--out", "Y")]
    [TestCase("bash, zsh, fish, powershell", "completion", "")]
    [TestCase("versioned, roc, ra", "new", "--type", "")]
    [TestCase("--lock-wait, --lock-timeout, --lock-retries", "migrate", "--lock")]
    [TestCase("--lock-timeout, --lock-retries", "migrate", "--lock-wait", "60s", "--lock")]
    [TestCase("", "migrate", "--to-version", "")]
    [TestCase("", "snapshot", "")]
    [TestCase("", "xyzzy", "")]
    public void What_fits_is_suggested(string expected, params string[] words)
    {
        var suggestions = Complete(words);
        Assert.That(string.Join(", ", suggestions.Words.Select(word => word.Word)), Is.EqualTo(expected));
        Assert.That(suggestions.ArePaths, Is.False);
    }

    [TestCase("migrate", "--artifact", "")]
    [TestCase("migrate", "--connection-file", "pri")]
    public void Where_a_path_belongs_the_shell_completes_it(params string[] words) =>
        Assert.That(Complete(words).ArePaths, Is.True);

    [Test]
    public void Every_command_can_be_reached_word_by_word()
    {
        foreach (var name in AllCommands.Create().SelectMany(group => group.Commands).Select(command => command.Name))
        {
            var words = name.Split(' ');
            for (var i = 0; i < words.Length; i++)
                Assert.That(Complete([.. words[..i], ""]).Words.Select(word => word.Word), Has.Member(words[i]));
        }
    }

    [TestCase("bash", "mi", "migrate")]
    [TestCase("bash", "check-db --out ", "txt", "json", "yaml", "sql")]
    [TestCase("bash", "migrate --artifact rel", "compopt -o default")]
    [TestCase("zsh", "mi", "migrate:Applies what is pending")]
    [TestCase("zsh", "check-db --out ", "txt:txt", "json:json", "yaml:yaml", "sql:sql")]
    [TestCase("zsh", "migrate --artifact rel", "_files")]
    [TestCase("fish", "mi", "migrate\tApplies what is pending")]
    [TestCase("fish", "check-db --out ", "json", "sql", "txt", "yaml")]
    [TestCase("fish", "migrate --artifact rel", "release.zip")]
    public async Task A_shell_shows_it(string shell, string typed, params string[] expected)
    {
        using var folder = new TemporaryDirectory();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "release.zip"), "");
        var path = Path.GetDirectoryName(Tool.Path) + ":" + Environment.GetEnvironmentVariable("PATH");
        var result = await CommandLine.RunAsync(
            Programs.Require(shell),
            ["-c", Typing[shell], .. shell == "fish" ? [] : new[] { shell }, .. typed.Split(' ')],
            folder.Path,
            Tool.Environment(("PATH", path))
        );
        Assert.That(
            result.ShouldExitWith(0).StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Is.EqualTo(expected),
            result.StandardError
        );
    }

    [Test]
    public async Task A_blank_stands_for_an_empty_word_where_a_shell_would_lose_it()
    {
        var result = await Tool.RunAsync(Path.GetTempPath(), ShellScripts.Asking, "database", " ");
        Assert.That(result.ShouldExitWith(0).StandardOutput, Does.StartWith("list\t"));
    }

    [Test]
    public async Task The_script_for_PowerShell_is_what_it_was()
    {
        var result = await Tool.RunAsync(Path.GetTempPath(), "completion", "powershell");
        Snapshots.Match(result.ShouldExitWith(0).StandardOutput);
    }

    private static Suggestions Complete(string[] words) => new WordCompletion(AllCommands.Create()).Complete(words);
}
