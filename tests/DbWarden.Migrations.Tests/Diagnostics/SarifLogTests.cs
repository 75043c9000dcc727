using System.Text;
using System.Text.Json;
using DbWarden.Migrations.Diagnostics;
using DbWarden.TestSupport;

namespace DbWarden.Migrations.Tests.Diagnostics;

public sealed class SarifLogTests
{
    private static readonly DiagnosticDescriptor Rollback = new(
        "DBW2002",
        "No rollback section",
        DiagnosticSeverity.Error,
        true,
        false
    );
    private static readonly DiagnosticDescriptor Marker = new(
        "DBW2010",
        "Looks like a marker",
        DiagnosticSeverity.Warning,
        true,
        false
    );

    [Test]
    public void Each_result_has_its_rule_its_level_and_its_place() =>
        Snapshots.Match(
            Text(
                new Diagnostic(
                    Marker,
                    DiagnosticSeverity.Warning,
                    "/shop/b.sql",
                    new SourceSpan(2, 1, 2, 8),
                    "write '-- rollback'"
                ),
                new Diagnostic(Rollback, DiagnosticSeverity.Error, "/shop/b.sql", SourceSpan.WholeFile, "there is no rollback"),
                new Diagnostic(
                    Marker,
                    DiagnosticSeverity.Message,
                    "/shop/c.sql",
                    new SourceSpan(7, 3, 8, 1),
                    "write '-- rollback'"
                )
            )
        );

    [Test]
    public void A_run_that_found_nothing_says_so() => Snapshots.Match(Text());

    [TestCase("/a b/ü%#?.sql", "file:///a%20b/%C3%BC%25%23%3F.sql")]
    [TestCase("migrations/primary/V__1_a.sql", "migrations/primary/V__1_a.sql")]
    [TestCase("C:/shop/a.sql", "file:///C:/shop/a.sql")]
    public void A_path_becomes_a_uri(string path, string uri)
    {
        using var log = JsonDocument.Parse(
            Text(new Diagnostic(Rollback, DiagnosticSeverity.Error, path, SourceSpan.WholeFile, "m"))
        );
        var location = log.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("locations")[0];
        Assert.That(
            location.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString(),
            Is.EqualTo(uri)
        );
    }

    [Test]
    public void Any_text_survives_as_json()
    {
        const string message = "quote \" slash \\ tab \t newline \n nul \0 delete \u007f separator \u2028 ü 😀";
        using var log = JsonDocument.Parse(
            Text(new Diagnostic(Rollback, DiagnosticSeverity.Error, "a.sql", SourceSpan.WholeFile, message))
        );
        var result = log.RootElement.GetProperty("runs")[0].GetProperty("results")[0];
        Assert.That(result.GetProperty("message").GetProperty("text").GetString(), Is.EqualTo(message));
    }

    private static string Text(params Diagnostic[] diagnostics) => Encoding.UTF8.GetString(SarifLog.Write(diagnostics, "1.2.3"));
}
