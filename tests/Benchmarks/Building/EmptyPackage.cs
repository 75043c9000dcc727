using System.IO.Compression;

namespace DbWarden.Benchmarks.Building;

/// <summary>A package with nothing in its build files: what it costs a build to reference any package at all.</summary>
internal static class EmptyPackage
{
    public const string Name = "Empty.Build";
    public const string Version = "1.0.0";

    /// <summary>Writes it into a folder that NuGet takes for a source.</summary>
    public static void Write(string feed)
    {
        Directory.CreateDirectory(feed);
        using var package = ZipFile.Open(Path.Combine(feed, $"{Name}.{Version}.nupkg"), ZipArchiveMode.Create);
        Add(
            $"{Name}.nuspec",
            $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2011/10/nuspec.xsd">
              <metadata>
                <id>{Name}</id>
                <version>{Version}</version>
                <authors>Benchmarks</authors>
                <description>Does nothing.</description>
                <developmentDependency>true</developmentDependency>
              </metadata>
            </package>
            """
        );
        Add($"build/{Name}.props", "<Project />");
        Add($"build/{Name}.targets", "<Project />");

        void Add(string path, string text)
        {
            using var entry = new StreamWriter(package.CreateEntry(path).Open());
            entry.Write(text);
        }
    }
}
