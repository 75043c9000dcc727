namespace DbWarden.Tool.Syntax.Completion;

/// <summary>
/// For each shell the script that asks the tool what may stand where the cursor is. The tool answers a line a word, <c>word TAB
/// meaning</c>, or <see cref="PathsMarker"/> where any path may stand.
/// </summary>
internal static class ShellScripts
{
    /// <summary>The hidden first argument with which a shell asks.</summary>
    public const string Asking = "__complete";

    public const string PathsMarker = ":paths";

    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "powershell"];

    /// <param name="shell">One of <see cref="Shells"/>.</param>
    public static string For(string shell) =>
        shell switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            "powershell" => PowerShell,
            _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, "A shell without a script."),
        };

    private const string Bash = $$"""
        _dbwarden() {
            local answer line
            COMPREPLY=()
            answer=$(dbwarden {{Asking}} "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
            if [ "$answer" = "{{PathsMarker}}" ]; then
                compopt -o default
                return
            fi
            while IFS= read -r line; do
                [ -n "$line" ] && COMPREPLY+=("${line%%$'\t'*}")
            done <<< "$answer"
        }
        complete -F _dbwarden dbwarden
        """;

    private const string Zsh = $$"""
        #compdef dbwarden
        _dbwarden() {
            local -a answer suggestions
            local line
            answer=("${(@f)$(dbwarden {{Asking}} "${(@)words[2,CURRENT]}" 2>/dev/null)}")
            if [[ "${answer[1]}" == "{{PathsMarker}}" ]]; then
                _files
                return
            fi
            for line in $answer; do
                suggestions+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
            done
            _describe dbwarden suggestions
        }
        compdef _dbwarden dbwarden
        """;

    private const string Fish = $$"""
        function __dbwarden_complete
            set -l typed (commandline -opc)
            set -l answer (dbwarden {{Asking}} $typed[2..-1] (commandline -ct) 2>/dev/null)
            if test "$answer[1]" = "{{PathsMarker}}"
                __fish_complete_path (commandline -ct)
            else
                string join \n -- $answer
            end
        end
        complete -c dbwarden -f -a '(__dbwarden_complete)'
        """;

    private const string PowerShell = $$"""
        Register-ArgumentCompleter -Native -CommandName dbwarden -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $typed = @($commandAst.CommandElements | Select-Object -Skip 1 |
                Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_" })
            # An empty argument is lost on the way to a program in Windows PowerShell; the tool takes a blank for it.
            $current = if ($wordToComplete) { $wordToComplete } else { ' ' }
            dbwarden {{Asking}} @typed $current 2>$null | Where-Object { $_ -ne '{{PathsMarker}}' } | ForEach-Object {
                $word, $meaning = $_ -split "`t", 2
                if (-not $meaning) { $meaning = $word }
                [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $meaning)
            }
        }
        """;
}
