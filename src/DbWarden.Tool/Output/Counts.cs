namespace DbWarden.Tool.Output;

/// <summary>Numbers of things, in words.</summary>
internal static class Counts
{
    /// <summary>Such as <c>1 migration</c> or <c>2 migrations</c>.</summary>
    public static string Of(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
