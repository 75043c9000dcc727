using DbWarden.Build.Tests.Projects;
using DbWarden.TestSupport;

namespace DbWarden.Build.Tests;

/// <summary>Projects that each break one rule, as a build reports them.</summary>
public sealed class MalformedTests
{
    private static readonly string Samples = Path.Combine(Repository.Root, "tests", "Samples", "Malformed");

    [Test]
    public async Task Each_diagnostic_is_printed_with_its_file_line_and_column()
    {
        var codes = Directory
            .GetDirectories(Samples)
            .Select(sample => Path.GetFileName(sample)!)
            .Order(StringComparer.Ordinal)
            .ToList();
        using var solution = await TestProject.CreateAsync();
        foreach (var code in codes)
            CopySample(code, Path.Combine(solution.Parent, code), solution.ReadText("App.csproj"));
        solution.Write(
            "All.slnx",
            $"<Solution>{string.Concat(codes.Select(code => $"""<Project Path="../{code}/{code}.csproj" />"""))}</Solution>"
        );

        var build = await CommandLine.RunAsync(
            "dotnet",
            ["build", "All.slnx", "-nologo", "-v:quiet", "-clp:NoSummary", "-m:2"],
            solution.Folder
        );

        // Two projects at a time: what they print is theirs, but in any order.
        var printed = Places(build.Output, solution.Parent);
        Assert.That(
            codes.SelectMany(code => printed.Where(place => place.StartsWith(code + "/", StringComparison.Ordinal))),
            Is.EqualTo(codes.SelectMany(Expected)).AsCollection,
            build.Output
        );
    }

    private static IEnumerable<string> Expected(string code) =>
        File.ReadAllLines(Path.Combine(Samples, code, "expected.txt"))
            .Select(line => $"{code}/{line.Replace("Malformed.csproj", code + ".csproj", StringComparison.Ordinal)}");

    /// <summary>What MSBuild printed, without the end of the range, the message and the project.</summary>
    private static List<string> Places(string output, string folder) =>
        [
            .. output
                .ReplaceLineEndings("\n")
                .Split('\n')
                .Where(line => line.StartsWith(folder, StringComparison.Ordinal))
                .Select(line => Place(line, folder))
                .Distinct(),
        ];

    private static string Place(string line, string folder)
    {
        var diagnostic = BuildDiagnostic.Parse(line).Single();
        var path = line[..(line.IndexOf(diagnostic.File, StringComparison.Ordinal) + diagnostic.File.Length)];
        var position = diagnostic.Line == 0 ? "" : $"({diagnostic.Line},{diagnostic.Column})";
        return $"{Path.GetRelativePath(folder, path).Replace('\\', '/')}{position}: {diagnostic.Severity} {diagnostic.Code}";
    }

    private static void CopySample(string code, string target, string project)
    {
        var sample = Path.Combine(Samples, code);
        foreach (var file in Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (new FileInfo(file).LinkTarget is { } link)
                File.CreateSymbolicLink(copy, link);
            else
                File.Copy(file, copy);
        }

        var settings = """<Import Project="settings.props" Condition="Exists('settings.props')" />""";
        File.WriteAllText(
            Path.Combine(target, code + ".csproj"),
            project.Replace("</Project>", settings + "</Project>", StringComparison.Ordinal)
        );
    }
}
