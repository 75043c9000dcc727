using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Rules;
using DbWarden.TestSupport;

namespace DbWarden.Migrations.Tests.Rules;

/// <summary>A rule is a class, a section of the documentation, a table of tests and a malformed project: all of them, or it is no rule.</summary>
internal sealed class RuleSetTests
{
    private static IEnumerable<MigrationRule> Rules => RuleSet.All;

    [Test]
    public void Codes_are_unique() => Assert.That(DiagnosticCatalog.All.Select(descriptor => descriptor.Code), Is.Unique);

    [Test]
    public void Every_rule_of_the_assembly_is_in_the_set()
    {
        var classes = typeof(MigrationRule)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(MigrationRule)) && !type.IsAbstract);
        Assert.That(classes, Is.EquivalentTo(Rules.Select(rule => rule.GetType())));
    }

    [TestCaseSource(nameof(Rules))]
    public void A_rule_is_named_by_its_code(MigrationRule rule) =>
        Assert.That(rule.GetType().Name, Does.StartWith("Dbw" + rule.Descriptor.Code["DBW".Length..]));

    [TestCaseSource(nameof(Rules))]
    public void A_rule_has_a_table_of_tests(MigrationRule rule)
    {
        var tests = GetType().Assembly.GetType($"{GetType().Namespace}.{rule.GetType().Name}Tests");
        Assert.That(tests, Is.Not.Null);
        Assert.That(tests!.IsSubclassOf(typeof(RuleTests)), Is.True);
    }

    [Test]
    public void Codes_titles_and_severities_change_only_on_purpose()
    {
        var lines = DiagnosticCatalog.All.Select(descriptor =>
            $"{descriptor.Code} {descriptor.DefaultSeverity.ToString().ToLowerInvariant()}"
            + $"{(descriptor.CanSetSeverity ? ", can be set" : "")}{(descriptor.CanAllowInFile ? ", can be allowed in a file" : "")}: {descriptor.Title}"
        );
        Snapshots.Match(string.Join("\n", lines));
    }
}
