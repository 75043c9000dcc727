using System.Text.Json;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Syntax.Completion;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>Prints what makes a shell complete the words of this tool.</summary>
internal sealed class CompletionCommand()
    : ToolCommand("completion", "Prints the script that completes commands and options in a shell")
{
    private CommandArgument _shell = null!;

    public override string Explanation =>
        "The script completes 'dbwarden', as a global tool is called; a shell cannot complete 'dotnet dbwarden'.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden completion bash >> ~/.bashrc", "For bash; for zsh the same with ~/.zshrc, behind 'compinit'."),
            new(
                "dbwarden completion fish > ~/.config/fish/completions/dbwarden.fish",
                "For fish; in PowerShell: dbwarden completion powershell >> $PROFILE"
            ),
        ];

    public override void Define(CommandSyntax syntax) =>
        _shell = syntax.Argument("SHELL", string.Join(", ", ShellScripts.Shells), ShellScripts.Shells);

    public override Failure? Contradiction() =>
        _shell.Value is { } shell && ShellScripts.Shells.Contains(shell, StringComparer.Ordinal)
            ? null
            : new Failure(FailureKind.Usage, $"Name the shell: {string.Join(", ", ShellScripts.Shells)}.");

    public override Task<CommandResult> RunAsync(Session session) =>
        Task.FromResult<CommandResult>(new CompletionResult(_shell.Value!));

    private sealed class CompletionResult(string shell) : CommandResult
    {
        public override void WriteText(Terminal terminal) => terminal.Results.WriteLine(ShellScripts.For(shell));

        public override void WriteJson(Utf8JsonWriter json)
        {
            json.WriteString("shell", shell);
            json.WriteString("script", ShellScripts.For(shell));
        }
    }
}
