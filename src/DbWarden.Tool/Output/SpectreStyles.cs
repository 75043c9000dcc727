using Spectre.Console;

namespace DbWarden.Tool.Output;

/// <summary>What a tone looks like in a table.</summary>
internal static class SpectreStyles
{
    public static Style Of(Tone tone) =>
        tone switch
        {
            Tone.Strong => new Style(decoration: Decoration.Bold),
            Tone.Faint => new Style(decoration: Decoration.Dim),
            Tone.Good => new Style(Color.Green),
            Tone.Warning => new Style(Color.Yellow),
            Tone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
            _ => Style.Plain,
        };
}
