namespace DbWarden.Tool.Output;

/// <summary>Writes words so that a shell reads them as they are meant.</summary>
internal static class Shell
{
    /// <summary>The word, in double quotes where it holds anything that a shell might take for its own.</summary>
    public static string Quote(string word) =>
        word.Length > 0
        && word.All(character =>
            char.IsAsciiLetterOrDigit(character) || "-_./\\:+@,".Contains(character, StringComparison.Ordinal)
        )
            ? word
            : "\"" + word.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
