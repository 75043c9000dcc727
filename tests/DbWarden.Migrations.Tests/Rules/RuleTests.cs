using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Tests.Rules;

/// <summary>
/// What the tables of all rules share. What is found must be exactly what is expected, a diagnostic a line:
/// <c>file(line,column,endLine,endColumn): severity code: message</c>, without a position for the file as a whole.
/// </summary>
internal abstract class RuleTests
{
    protected const string Sound = "-- upgrade\nCREATE TABLE t (id INTEGER);\n-- rollback\nDROP TABLE t;\n";

    protected static ValidationSettings Sqlite { get; } =
        new()
        {
            DefaultEngine = "sqlite",
            Generator = "tests",
            ProjectPath = "Shop.csproj",
        };

    protected static ValidationSettings PostgreSql { get; } = Sqlite with { DefaultEngine = "postgresql" };

    protected static ValidationSettings MariaDb { get; } = Sqlite with { DefaultEngine = "mariadb" };

    protected static ValidationSettings WithSeverity(string code, DiagnosticSeverity severity) =>
        Sqlite with
        {
            Severities = new Dictionary<string, DiagnosticSeverity> { [code] = severity },
        };

    /// <summary>Files that are right but for their names.</summary>
    protected static IReadOnlyList<MigrationSource> SoundFiles(params IEnumerable<string> relativePaths) =>
        [.. relativePaths.Select(path => new MigrationText(path, Sound))];

    protected static void AssertFound(
        ValidationSettings settings,
        IReadOnlyList<MigrationSource> sources,
        params IReadOnlyList<string> expected
    ) => Assert.That(MigrationValidator.Validate(sources, settings).Diagnostics.Select(Line), Is.EqualTo(expected));

    /// <summary>What is found in one file with a name that is right.</summary>
    /// <param name="settings">The project's.</param>
    /// <param name="text">The file's.</param>
    /// <param name="expected">Lines without the file's name: <c>(line,column,endLine,endColumn): severity code: message</c>.</param>
    protected static void AssertFoundIn(ValidationSettings settings, string text, params IEnumerable<string> expected)
    {
        var file = new MigrationText("V__0001_a.sql", text);
        AssertFound(settings, [file], [.. expected.Select(line => file.Path + line)]);
    }

    protected static void AssertFoundIn(string text, params IEnumerable<string> expected) =>
        AssertFoundIn(Sqlite, text, expected);

    private static string Line(Diagnostic diagnostic)
    {
        var span = diagnostic.Span;
        var position = span == SourceSpan.WholeFile ? "" : $"({span.Line},{span.Column},{span.EndLine},{span.EndColumn})";
        return $"{diagnostic.File}{position}: {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Code}: {diagnostic.Message}";
    }
}
