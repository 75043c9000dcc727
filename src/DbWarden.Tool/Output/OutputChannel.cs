using System.Text;
using DbWarden.Tool.Output.Pipelines;
using Spectre.Console;

namespace DbWarden.Tool.Output;

/// <summary>Standard output or standard error: where text goes, and what its reader's screen can do.</summary>
/// <param name="writer">Buffered; flushed here after each line.</param>
/// <param name="isTerminal">Whether a person reads it as it comes.</param>
/// <param name="hasColor">Whether tones may show.</param>
/// <param name="service">The service that reads what is printed and obeys a part of it; null where there is none.</param>
/// <param name="width">The columns of the screen; asked each time, since a window changes. Only asked of a terminal.</param>
internal sealed class OutputChannel(TextWriter writer, bool isTerminal, bool hasColor, PipelineService? service, Func<int> width)
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
                var text = service?.Disarm(phrase.Text) ?? phrase.Text;
                if (HasColor && phrase.Tone.Sgr() is { } parameters)
                    Writer.Write("\e[" + parameters + "m" + text + "\e[0m");
                else
                    Writer.Write(text);
            }

            Writer.Write('\n');
            Writer.Flush();
        }
    }

    /// <summary>Writes text of any number of lines as it is, as far as no pipeline's service obeys it.</summary>
    public void Write(string text)
    {
        Writer.Write(service?.Disarm(text) ?? text);
        Writer.Flush();
    }

    /// <summary>Shows it on the summary of the pipeline that runs this process; nothing where there is none.</summary>
    public void Annotate(Annotation annotation)
    {
        if (service is null)
            return;
        lock (_lock)
        {
            Writer.Write(service.LineOf(annotation) + "\n");
            Writer.Flush();
        }
    }

    /// <summary>Writes a document in JSON, with the same meaning and nothing in it that a pipeline's service would obey.</summary>
    public void WriteJson(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8).TrimEnd('\n');
        // Two of these characters can only be next to each other inside a string.
        Writer.Write((service is null ? text : text.Replace("##", "#\\u0023", StringComparison.Ordinal)) + "\n");
        Writer.Flush();
    }

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
