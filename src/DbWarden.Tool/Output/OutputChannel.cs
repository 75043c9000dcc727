using System.Text;
using Spectre.Console;

namespace DbWarden.Tool.Output;

/// <summary>Standard output or standard error: where text goes, and what its reader's screen can do.</summary>
/// <param name="writer">Buffered; flushed here after each line.</param>
/// <param name="isTerminal">Whether a person reads it as it comes.</param>
/// <param name="hasColor">Whether tones may show.</param>
/// <param name="width">The columns of the screen; asked each time, since a window changes. Only asked of a terminal.</param>
internal sealed class OutputChannel(TextWriter writer, bool isTerminal, bool hasColor, Func<int> width)
{
    /// <summary>Lines that nobody looks at on a screen are not cut or folded.</summary>
    private const int Unlimited = 1000;

    private readonly Lock _lock = new();
    private IAnsiConsole? _console;

    public bool IsTerminal { get; } = isTerminal;

    public bool HasColor { get; } = hasColor;

    public int Width => IsTerminal ? width() : Unlimited;

    /// <summary>For raw text; the caller flushes.</summary>
    public TextWriter Writer { get; } = writer;

    /// <summary>For tables and what moves. Made when first needed, since not every command needs it and it takes time to load.</summary>
    public IAnsiConsole Console => _console ??= CreateConsole();

    /// <summary>Writes a line; what is not the tool's own text must have gone through <see cref="VisibleText"/>.</summary>
    public void WriteLine(params ReadOnlySpan<Phrase> phrases)
    {
        lock (_lock)
        {
            foreach (var phrase in phrases)
            {
                if (HasColor && phrase.Tone.Sgr() is { } parameters)
                    Writer.Write("\e[" + parameters + "m" + phrase.Text + "\e[0m");
                else
                    Writer.Write(phrase.Text);
            }

            Writer.Write('\n');
            Writer.Flush();
        }
    }

    /// <summary>Writes a document that is text in UTF-8 already.</summary>
    public void WriteBytes(ReadOnlySpan<byte> utf8) => WriteLine(Encoding.UTF8.GetString(utf8).TrimEnd('\n'));

    private IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = HasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new ChannelOutput(this),
                // The default ones turn control codes on in the logs of some CI systems.
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            }
        );
        console.Profile.Width = Width;
        return console;
    }

    private sealed class ChannelOutput(OutputChannel channel) : IAnsiConsoleOutput
    {
        public TextWriter Writer => channel.Writer;

        public bool IsTerminal => channel.IsTerminal;

        public int Width => channel.Width;

        public int Height => channel.IsTerminal ? Terminal.ScreenHeight() : 24;

        public void SetEncoding(Encoding encoding)
        {
            // Always UTF-8.
        }
    }
}
