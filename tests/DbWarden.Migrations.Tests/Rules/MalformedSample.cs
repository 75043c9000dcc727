using System.Xml.Linq;
using DbWarden.Migrations.Diagnostics;
using DbWarden.TestSupport;

namespace DbWarden.Migrations.Tests.Rules;

/// <summary>
/// A folder of <c>tests/Samples/Malformed</c>: the migrations of one project that break one rule, its settings, and what is expected of it. The
/// tests of the package build the same folders for real.
/// </summary>
internal sealed class MalformedSample(string directory)
{
    public static string Root { get; } = Path.Combine(Repository.Root, "tests", "Samples", "Malformed");

    public static IEnumerable<MalformedSample> All { get; } =
    [.. Directory.EnumerateDirectories(Root).Order(StringComparer.Ordinal).Select(directory => new MalformedSample(directory))];

    /// <summary>The code that it is about.</summary>
    public string Code => Path.GetFileName(directory);

    /// <summary>A line a diagnostic: <c>file(line,column): severity code</c>, or <c>file: severity code</c> for the file as a whole.</summary>
    public IReadOnlyList<string> Expected => File.ReadAllLines(Path.Combine(directory, "expected.txt"));

    public override string ToString() => Code;

    public IReadOnlyList<Diagnostic> Validate() => MigrationValidator.Validate(Sources(), Settings()).Diagnostics;

    public string TextOf(string relativePath) => File.ReadAllText(Path.Combine(directory, relativePath)).ReplaceLineEndings("\n");

    /// <summary>A diagnostic as <see cref="Expected"/> writes it.</summary>
    public static string Line(Diagnostic diagnostic)
    {
        var span = diagnostic.Span;
        var position = span == SourceSpan.WholeFile ? "" : $"({span.Line},{span.Column})";
        return $"{diagnostic.File}{position}: {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Code}";
    }

    public static string LineWithMessage(Diagnostic diagnostic) => $"{Line(diagnostic)}: {diagnostic.Message}";

    private List<MigrationSource> Sources() =>
        [.. Directory.EnumerateFiles(Path.Combine(directory, "migrations"), "*", SearchOption.AllDirectories).Select(Source)];

    private MigrationText Source(string path)
    {
        var relativePath = Path.GetRelativePath(Path.Combine(directory, "migrations"), path).Replace('\\', '/');
        return new MigrationText(relativePath, File.ReadAllBytes(path))
        {
            FoundKind = new FileInfo(path).LinkTarget is null
                ? MigrationSourceKind.RegularFile
                : MigrationSourceKind.LinkOutOfProject,
        };
    }

    private ValidationSettings Settings()
    {
        var path = Path.Combine(directory, "settings.props");
        var settings = File.Exists(path) ? XDocument.Load(path).Root! : new XElement("Project");
        return new ValidationSettings
        {
            DefaultEngine = settings.Descendants("DbWardenEngine").FirstOrDefault()?.Value ?? "sqlite",
            Databases =
            [
                .. settings
                    .Descendants("DbWardenDatabase")
                    .Select(item => new DatabaseDeclaration(
                        (string)item.Attribute("Include")!,
                        (string?)item.Attribute("Engine"),
                        null
                    )),
            ],
            Severities = settings
                .Descendants("DbWardenRule")
                .ToDictionary(
                    item => (string)item.Attribute("Include")!,
                    item => Enum.Parse<DiagnosticSeverity>((string)item.Attribute("Severity")!, ignoreCase: true)
                ),
            Generator = "tests",
            ProjectPath = "Malformed.csproj",
        };
    }
}
