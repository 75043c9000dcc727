using DbWarden.Tool.Output;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Syntax;

/// <summary>The options that every command has.</summary>
internal sealed class OutputOptions
{
    private readonly CommandOption _verbose;
    private readonly CommandOption _yes;

    /// <summary>Declares them. <see cref="Terminal"/> looks for the first two itself, since they matter even where the arguments are wrong.</summary>
    public OutputOptions(CommandSyntax syntax)
    {
        var group = syntax.Group("Common");
        group.Flag(Terminal.JsonOption, "Write one JSON document to standard output, also on failure");
        group.Flag(Terminal.NoColorOption, "Write without colour; the variable NO_COLOR does the same");
        _verbose = group.Flag("-v|--verbose", "Show each statement and its time, and what is behind an unexpected error");
        _yes = group.Flag("-y|--yes", "Answer yes to every question, for scripts");
        group.Help("-h|--help", "Show this help");
    }

    public bool SaysYes => _yes.HasValue();

    public bool IsVerbose => _verbose.HasValue();
}
