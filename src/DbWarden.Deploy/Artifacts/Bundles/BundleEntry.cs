namespace DbWarden.Deploy.Artifacts.Bundles;

/// <summary>One file of a bundle.</summary>
/// <param name="Path">Its path in the application's folder.</param>
/// <param name="Type">What it is.</param>
/// <param name="Offset">Where its bytes begin in the executable.</param>
/// <param name="Length">How many they are once inflated.</param>
/// <param name="CompressedLength">How many lie in the executable where it is compressed; zero where it is not.</param>
internal sealed record BundleEntry(string Path, BundleEntryType Type, long Offset, long Length, long CompressedLength);

/// <summary>What a file of a bundle is; the numbers are the format's.</summary>
internal enum BundleEntryType : byte
{
    Unknown = 0,
    Assembly = 1,
    NativeBinary = 2,
    DependenciesJson = 3,
    RuntimeConfigurationJson = 4,
    Symbols = 5,
}
