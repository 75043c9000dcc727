namespace DbWarden.Benchmarks.Measuring;

/// <summary>A program that was to be measured did not do what it was measured for.</summary>
internal sealed class MeasurementException(string message, string output) : Exception(message)
{
    /// <summary>What the program printed.</summary>
    public string Output => output;
}
