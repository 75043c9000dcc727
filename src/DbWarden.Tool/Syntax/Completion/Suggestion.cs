namespace DbWarden.Tool.Syntax.Completion;

/// <summary>A word that may stand where the cursor is, and what it means.</summary>
internal sealed record Suggestion(string Word, string Meaning = "");

/// <summary>What may stand where the cursor is: some words, or the path of any file.</summary>
internal sealed record Suggestions(IReadOnlyList<Suggestion> Words, bool ArePaths = false)
{
    public static Suggestions None { get; } = new([]);

    public static Suggestions Paths { get; } = new([], ArePaths: true);
}
