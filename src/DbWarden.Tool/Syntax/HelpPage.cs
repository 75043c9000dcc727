using DbWarden.Tool.Output;
using McMaster.Extensions.CommandLineUtils;
using McMaster.Extensions.CommandLineUtils.HelpText;

namespace DbWarden.Tool.Syntax;

/// <summary>A page of help, written when the parser finds <c>--help</c>.</summary>
internal abstract class HelpPage(OutputChannel channel) : IHelpTextGenerator
{
    protected const string Indent = "  ";
    private const int WidestLine = 100;

    protected int Width { get; } = Math.Min(channel.Width, WidestLine);

    public void Generate(CommandLineApplication application, TextWriter output) => Write();

    public abstract void Write();

    protected void WriteLine(params ReadOnlySpan<Phrase> phrases) => channel.WriteLine(phrases);

    /// <summary>Text folded between words.</summary>
    protected void WriteParagraph(string text, int indent = 0)
    {
        foreach (var line in Folding.Fold(text, Width - indent))
            channel.WriteLine(new string(' ', indent), line);
    }

    /// <summary>Names on the left, what they mean on the right.</summary>
    protected void WriteTerms(string title, IReadOnlyList<(string Name, string Meaning)> terms, int nameWidth)
    {
        channel.WriteLine();
        channel.WriteLine(title.Strong());
        var left = Indent.Length + nameWidth + 2;
        foreach (var (name, meaning) in terms)
        {
            var lines = Folding.Fold(meaning, Width - left);
            // A name too long for its column gets a line of its own.
            if (name.Length > nameWidth)
                channel.WriteLine(Indent, name);
            else
                channel.WriteLine(Indent, name.PadRight(nameWidth + 2), lines[0]);
            foreach (var line in name.Length > nameWidth ? lines : lines.Skip(1))
                channel.WriteLine(new string(' ', left), line);
        }
    }
}
