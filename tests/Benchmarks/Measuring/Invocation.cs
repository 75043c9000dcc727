namespace DbWarden.Benchmarks.Measuring;

/// <summary>A command line with what it is given.</summary>
internal sealed record Invocation(params IReadOnlyList<string> Command)
{
    /// <summary>What it reads from standard input.</summary>
    public string Input { get; init; } = "";

    /// <summary>Variables to set; a null value removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public string? WorkingDirectory { get; init; }
}
