using DbWarden.Deploy.Results;

namespace DbWarden.Tool.Targets;

/// <summary>Completes the commands that a failure suggests, so that they work when copied: as this tool was started, on the same artifact.</summary>
internal static class NextCommands
{
    /// <summary>How Deploy spells the tool, whoever calls it. A command always ends its line.</summary>
    private const string Spelling = "dotnet dbwarden ";

    public static Failure Complete(Failure failure, TargetOptions options)
    {
        string[] repeated = [.. options.Repeated()];
        return failure with { Next = [.. failure.Next.Select(step => Complete(step, repeated))] };
    }

    internal static string Complete(string step, IEnumerable<string> repeated)
    {
        var start = step.IndexOf(Spelling, StringComparison.Ordinal);
        if (start < 0)
            return step;
        var command = step[(start + Spelling.Length)..];
        var missing = repeated.Where(option => !command.Contains(option.Split(' ')[0], StringComparison.Ordinal));
        return step[..start] + string.Join(' ', [Invocation.Name, command, .. missing]);
    }
}
