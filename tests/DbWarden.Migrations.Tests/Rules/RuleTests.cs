using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Tests.Rules;

/// <summary>
/// What every table of a rule shares. A test lists the diagnostics it expects, each as <c>file(line,column,endLine,endColumn): severity code: message</c>;
/// all that the validator finds must be in the list.
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

    protected static IReadOnlyList<string> Find(ValidationSettings settings, params IReadOnlyList<MigrationSource> sources) =>
        [.. MigrationValidator.Validate(sources, settings).Diagnostics.Select(Line)];

    /// <summary>What is found in a file of its own, <c>V__0001_a.sql</c>.</summary>
    protected static IReadOnlyList<string> FindIn(string text, ValidationSettings? settings = null) =>
        Find(settings ?? Sqlite, new MigrationText("V__0001_a.sql", text));

    private static string Line(Diagnostic diagnostic)
    {
        var span = diagnostic.Span;
        var position = span == SourceSpan.WholeFile ? "" : $"({span.Line},{span.Column},{span.EndLine},{span.EndColumn})";
        return $"{diagnostic.File}{position}: {diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Code}: {diagnostic.Message}";
    }
}
