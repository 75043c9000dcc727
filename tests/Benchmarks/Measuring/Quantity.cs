namespace DbWarden.Benchmarks.Measuring;

/// <summary>Numbers as the tables show them.</summary>
internal static class Quantity
{
    public const string None = "–";

    public static string Seconds(double seconds) => $"{seconds:0.00} s";

    public static string Milliseconds(double seconds) => $"{seconds * 1000:0.0} ms";

    public static string Mebibytes(double mebibytes) => $"{mebibytes:0} MiB";

    public static string Ratio(double ratio) => $"{ratio:0.00}";

    public static string Count(int count) => $"{count:N0}";
}
