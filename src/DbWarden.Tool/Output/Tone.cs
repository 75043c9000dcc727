namespace DbWarden.Tool.Output;

/// <summary>What a piece of text means; the terminal decides what that looks like.</summary>
internal enum Tone
{
    Plain,
    Strong,
    Faint,
    Good,
    Warning,
    Bad,
}

/// <summary>A piece of a line in one tone.</summary>
internal readonly record struct Phrase(string Text, Tone Tone)
{
    public static implicit operator Phrase(string text) => new(text, Tone.Plain);
}

internal static class ToneExtensions
{
    public static Phrase Strong(this string text) => new(text, Tone.Strong);

    public static Phrase Faint(this string text) => new(text, Tone.Faint);

    public static Phrase Good(this string text) => new(text, Tone.Good);

    public static Phrase Warning(this string text) => new(text, Tone.Warning);

    public static Phrase Bad(this string text) => new(text, Tone.Bad);

    /// <summary>The ECMA-48 parameters that select this tone; null for plain text.</summary>
    public static string? Sgr(this Tone tone) =>
        tone switch
        {
            Tone.Strong => "1",
            Tone.Faint => "2",
            Tone.Good => "32",
            Tone.Warning => "33",
            Tone.Bad => "1;31",
            _ => null,
        };
}
