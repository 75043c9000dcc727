using System.Text;
using DbWarden.Tool.Output.Pipelines;

namespace DbWarden.Tool.Output;

/// <summary>The tool's two outputs, and how its user wants to read them.</summary>
internal sealed class Terminal
{
    public const string JsonOption = "--json";
    public const string FormatOption = "--out";
    public const string NoColorOption = "--no-color";
    private const int NarrowestScreen = 40;
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    private Terminal(OutputChannel results, OutputChannel messages, bool isJson)
    {
        Results = results;
        Messages = messages;
        IsJson = isJson;
    }

    /// <summary>Standard output: what the command was asked for, and nothing else.</summary>
    public OutputChannel Results { get; }

    /// <summary>Standard error: progress, warnings, errors.</summary>
    public OutputChannel Messages { get; }

    /// <summary>Whether results are one JSON document.</summary>
    public bool IsJson { get; }

    /// <summary>This process's own. How to write is needed before the arguments are understood, since they may be wrong.</summary>
    public static Terminal OfProcess(string[] arguments)
    {
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = Encoding.UTF8;
        var wantsColor =
            !arguments.Contains(NoColorOption, StringComparer.Ordinal)
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var service = PipelineService.OfProcess();
        var isDumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new Terminal(
            Open(Console.OpenStandardOutput(), !Console.IsOutputRedirected),
            Open(Console.OpenStandardError(), !Console.IsErrorRedirected),
            AsksForJson(arguments)
        );

        OutputChannel Open(Stream stream, bool isTerminal)
        {
            var writer = new StreamWriter(new ResilientStream(stream), new UTF8Encoding(false)) { NewLine = "\n" };
            return new OutputChannel(writer, isTerminal && !isDumb, isTerminal && wantsColor && !isDumb, service, ScreenWidth);
        }
    }

    /// <summary>Makes a screen whole again that a live display was using; for a process that ends at once.</summary>
    public void Restore()
    {
        if (Messages.IsTerminal)
        {
            Messages.Writer.Write("\e[?25h\n");
            Messages.Writer.Flush();
        }
    }

    /// <summary><c>--out json</c> of the commands that write several formats means the same document.</summary>
    private static bool AsksForJson(string[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (
                arguments[i] is JsonOption or FormatOption + "=json"
                || (arguments[i] == "json" && i > 0 && arguments[i - 1] == FormatOption)
            )
                return true;
        }

        return false;
    }

    internal static int ScreenHeight() => Measure(() => Console.WindowHeight, 1, UsualHeight);

    private static int ScreenWidth() => Measure(() => Console.WindowWidth, NarrowestScreen, UsualWidth);

    /// <summary>A pseudo-terminal may have no size, or one that nothing fits in.</summary>
    private static int Measure(Func<int> measure, int smallest, int usual)
    {
        try
        {
            return measure() is > 0 and var size ? Math.Max(size, smallest) : usual;
        }
        catch (IOException)
        {
            return usual;
        }
    }
}
