using DbWarden.Deploy.Results;
using DbWarden.Tool.Output.Pipelines;

namespace DbWarden.Tool.Output;

/// <summary>Shows a failure to a person: what happened, where, why, where the database stands, and what to type next.</summary>
internal static class FailureText
{
    private const string Indent = "  ";
    private const string StateTitle = "state: ";

    public static void Write(OutputChannel channel, Failure failure)
    {
        channel.WriteLine("error: ".Bad(), VisibleText.Of(failure.Message).Strong());
        if (failure.Location is not null)
            channel.WriteLine(Indent, "at " + VisibleText.Of(failure.Location));
        foreach (var detail in failure.Details)
            WriteIndented(channel, detail);
        WriteState(channel, failure.State);
        if (failure.Next.Count > 0)
            channel.WriteLine("next:".Good());
        foreach (var step in failure.Next)
            WriteIndented(channel, step);
        channel.Annotate(new Annotation(AnnotationLevel.Error, Summary(failure)));
    }

    /// <summary>What happened and where the database stands; the migration's file in the artifact is none of the checkout.</summary>
    private static string Summary(Failure failure)
    {
        var what = failure.Location is null ? failure.Message : $"{failure.Location}: {failure.Message}";
        return VisibleText.Of(failure.State is null ? what : $"{what}\n{failure.State}");
    }

    /// <summary>Prose, which a screen would break in the middle of a word; commands and statements stay whole, to be copied.</summary>
    private static void WriteState(OutputChannel channel, string? state)
    {
        if (state is null)
            return;
        var lines = Folding.Fold(VisibleText.Of(state), channel.IsTerminal ? channel.Width - StateTitle.Length : int.MaxValue);
        channel.WriteLine(StateTitle.Warning(), lines[0]);
        foreach (var line in lines.Skip(1))
            channel.WriteLine(Indent, line);
    }

    private static void WriteIndented(OutputChannel channel, string text)
    {
        foreach (var line in VisibleText.Of(text).Split('\n'))
            channel.WriteLine(Indent, line);
    }
}
