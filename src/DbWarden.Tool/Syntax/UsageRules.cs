using DbWarden.Deploy.Results;

namespace DbWarden.Tool.Syntax;

/// <summary>Rules about options that do not go together.</summary>
internal static class UsageRules
{
    /// <summary>The first rule that is broken; null if none is.</summary>
    public static Failure? FirstBroken(params ReadOnlySpan<(bool IsBroken, string Message)> rules)
    {
        foreach (var (isBroken, message) in rules)
        {
            if (isBroken)
                return new Failure(FailureKind.Usage, message);
        }

        return null;
    }
}
