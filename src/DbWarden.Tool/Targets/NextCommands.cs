using DbWarden.Deploy.Results;

namespace DbWarden.Tool.Targets;

/// <summary>Completes the commands that a failure suggests, so that they work when copied: as this tool was started, on the same artifact.</summary>
internal static class NextCommands
{
    private static readonly string[] Spellings = ["dotnet dbwarden ", "dbwarden "];

    public static Failure Complete(Failure failure, TargetOptions options)
    {
        var suffix = string.Concat(options.Repeated().Select(option => " " + option));
        return failure with { Next = [.. failure.Next.Select(step => Complete(step, suffix))] };
    }

    private static string Complete(string step, string suffix)
    {
        var spelling = Array.Find(Spellings, spelling => step.StartsWith(spelling, StringComparison.Ordinal));
        return spelling is null ? step : $"{Invocation.Name} {step[spelling.Length..]}{suffix}";
    }
}
