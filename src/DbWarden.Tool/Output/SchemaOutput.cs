namespace DbWarden.Tool.Output;

/// <summary>Writes schemas and what differs in them.</summary>
internal static class SchemaOutput
{
    public static void WriteLines(OutputChannel channel, string text)
    {
        if (text.Length > 0)
            channel.WriteLine(VisibleText.Of(text.TrimEnd('\n')));
    }

    /// <summary>Writes what a program is going to read, byte for byte; only a screen is protected from it.</summary>
    public static void WriteDocument(OutputChannel channel, string text)
    {
        channel.Writer.Write(channel.IsTerminal ? VisibleText.Of(text) : text);
        channel.Writer.Flush();
    }
}
