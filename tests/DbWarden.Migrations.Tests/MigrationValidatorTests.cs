using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Tests.Rules;

namespace DbWarden.Migrations.Tests;

public sealed class MigrationValidatorTests
{
    private const string Sound = "-- upgrade\nSELECT 1;\n-- rollback\nSELECT 1;\n";

    private static readonly ValidationSettings Settings = new()
    {
        DefaultEngine = "sqlite",
        Generator = "tests",
        ProjectPath = "Shop.csproj",
    };

    [Test]
    public void Diagnostics_come_in_the_order_of_the_files_however_many_threads_read_them()
    {
        var files = Enumerable
            .Range(100, 200)
            .Select(number => new MigrationText($"V__{number}_a.sql", "-- upgrade\n--rollback\n"))
            .Reverse()
            .ToList();
        var found = MigrationValidator.Validate(files, Settings).Diagnostics;
        Assert.That(
            found.Select(diagnostic => (diagnostic.File, diagnostic.Code)),
            Is.EqualTo(
                Enumerable
                    .Range(100, 200)
                    .SelectMany(number =>
                        new[] { "DBW2002", "DBW2005", "DBW2010" }.Select(code => ($"migrations/V__{number}_a.sql", code))
                    )
            )
        );
    }

    [Test]
    public void An_error_leaves_no_manifest()
    {
        var result = MigrationValidator.Validate(
            [new MigrationText("V__1_a.sql", Sound), new MigrationText("V__2_b.sql", "")],
            Settings
        );
        Assert.That(result.HasErrors, Is.True);
        Assert.That(result.Manifest, Is.Null);
        Assert.That(result.Migrations, Is.Empty);
    }

    [Test]
    public void A_warning_leaves_the_manifest_as_it_is()
    {
        var settings = Settings with
        {
            Severities = new Dictionary<string, DiagnosticSeverity> { ["DBW2002"] = DiagnosticSeverity.Warning },
        };
        var result = MigrationValidator.Validate([new MigrationText("V__1_a.sql", "-- upgrade\nSELECT 1;\n")], settings);
        Assert.That(result.Diagnostics, Has.Count.EqualTo(1));
        Assert.That(result.Migrations.Single().Migration.Rollback, Is.EqualTo(RollbackKind.Missing));
        Assert.That(result.Migrations.Single().Migration.RollbackChecksum, Is.Null);
    }

    [Test]
    public void A_severity_that_cannot_be_set_is_left_as_it_is()
    {
        var settings = Settings with
        {
            Severities = new Dictionary<string, DiagnosticSeverity> { ["DBW2001"] = DiagnosticSeverity.None },
        };
        Assert.That(MigrationValidator.Validate([new MigrationText("V__1_a.sql", "")], settings).HasErrors, Is.True);
    }

    [TestCase("DBW2001", "the severity of DBW2001 cannot be set; what it reports cannot be run")]
    [TestCase("DBW2012", "'DBW2012' is not the code of a rule; write 'DBW2002'")]
    [TestCase("everything", "'everything' is not the code of a rule; write one such as 'DBW1004'")]
    [TestCase("dbw1004", null)]
    public void A_project_is_told_why_it_cannot_set_a_severity(string code, string? message) =>
        Assert.That(DiagnosticCatalog.WhySeverityCannotBeSet(code), Is.EqualTo(message));

    [Test]
    public void Nothing_to_judge_gives_an_empty_manifest()
    {
        var result = MigrationValidator.Validate([], Settings with { DefaultEngine = null });
        Assert.That(result.Diagnostics, Is.Empty);
        Assert.That(result.Manifest!.Databases, Is.Empty);
    }
}
