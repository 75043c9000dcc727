using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.MySql;

/// <summary>The words that the <c>mariadb</c> and <c>mysql</c> programs keep for themselves where a statement could begin.</summary>
internal static class ClientCommand
{
    /// <summary>Whether the first word of a statement may be a command.</summary>
    public static bool IsCandidate(ReadOnlySpan<byte> word) => TakesArguments(word) || StandsAlone(word);

    /// <summary>Whether it is one, with what follows up to the end of the line or the delimiter.</summary>
    public static bool IsCommand(ReadOnlySpan<byte> word, ReadOnlySpan<byte> arguments) =>
        (arguments.IsEmpty || Characters.IsBlank(arguments[0]))
        && (TakesArguments(word) || Characters.SkipBlanks(arguments, 0) == arguments.Length);

    private static bool TakesArguments(ReadOnlySpan<byte> word) =>
        word.Is("CHARSET"u8)
        || word.Is("CONNECT"u8)
        || word.Is("HELP"u8)
        || word.Is("PAGER"u8)
        || word.Is("PROMPT"u8)
        || word.Is("QUERY_ATTRIBUTES"u8)
        || word.Is("SOURCE"u8)
        || word.Is("SYSTEM"u8)
        || word.Is("TEE"u8);

    private static bool StandsAlone(ReadOnlySpan<byte> word) =>
        word.Is("CLEAR"u8)
        || word.Is("EDIT"u8)
        || word.Is("EGO"u8)
        || word.Is("EXIT"u8)
        || word.Is("GO"u8)
        || word.Is("NOPAGER"u8)
        || word.Is("NOTEE"u8)
        || word.Is("NOWARNING"u8)
        || word.Is("PRINT"u8)
        || word.Is("QUIT"u8)
        || word.Is("REHASH"u8)
        || word.Is("RESETCONNECTION"u8)
        || word.Is("STATUS"u8)
        || word.Is("WARNINGS"u8);
}
