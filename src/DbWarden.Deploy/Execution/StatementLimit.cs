namespace DbWarden.Deploy.Execution;

/// <summary>The account of a statement that ran longer than it may, where the server has no words of its own for that.</summary>
internal static class StatementLimit
{
    public static string Message(TimeSpan limit) =>
        FormattableString.Invariant($"The statement was cancelled after {limit.TotalSeconds:0.###} s (statement-timeout).");
}
