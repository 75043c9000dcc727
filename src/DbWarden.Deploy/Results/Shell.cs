namespace DbWarden.Deploy.Results;

/// <summary>Writes words so that a shell reads them as they are meant.</summary>
public static class Shell
{
    private const string Plain = "-_./\\:+@,";

    /// <summary>What a POSIX shell looks at between double quotes, too.</summary>
    private static readonly char[] Expanded = ['$', '`', '!'];

    /// <summary>The word, in quotes where it holds anything that a shell might take for its own.</summary>
    public static string Quote(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (
            word.Length > 0
            && word.All(character => char.IsAsciiLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal))
        )
            return word;
        return word.IndexOfAny(Expanded) >= 0 && !OperatingSystem.IsWindows()
            ? "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'"
            : "\"" + word.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
    }
}
