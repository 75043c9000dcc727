using DbWarden.Build.Tasks.Reporting;
using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Build.Tests.Tasks;

public sealed class CompilerSwitchesTests
{
    private const DiagnosticSeverity None = DiagnosticSeverity.None;
    private const DiagnosticSeverity Message = DiagnosticSeverity.Message;
    private const DiagnosticSeverity Warning = DiagnosticSeverity.Warning;
    private const DiagnosticSeverity Error = DiagnosticSeverity.Error;

    [TestCase(Warning, null, "", false, "", "", Warning)]
    [TestCase(Warning, null, "DBW1;CS1", false, "", "", None)]
    [TestCase(Error, null, "dbw1", false, "", "", None)]
    [TestCase(Warning, null, "", true, "", "", Error)]
    [TestCase(Warning, null, "", true, "", "CS1, DBW1", Warning)]
    [TestCase(Warning, null, "", false, "nullable;DBW1", "", Error)]
    [TestCase(Warning, null, "", false, "DBW1", "DBW1", Warning)]
    [TestCase(Warning, null, "DBW1", true, "DBW1", "", None)]
    [TestCase(Warning, Message, "", true, "DBW1", "", Message)]
    [TestCase(Warning, None, "", true, "DBW1", "", None)]
    [TestCase(Error, Warning, "", false, "", "", Warning)]
    [TestCase(Error, Warning, "", true, "", "", Error)]
    [TestCase(None, null, "", true, "", "", None)]
    [TestCase(None, null, "", false, "DBW1", "", Error)]
    [TestCase(None, Warning, "", false, "", "", Warning)]
    public void A_severity_is_the_chosen_one_or_the_rules_own_and_then_what_the_switches_make_of_it(
        DiagnosticSeverity own,
        DiagnosticSeverity? chosen,
        string noWarn,
        bool treatWarningsAsErrors,
        string warningsAsErrors,
        string warningsNotAsErrors,
        DiagnosticSeverity expected
    )
    {
        var rule = new DiagnosticDescriptor("DBW1", "Title", own, CanSetSeverity: true, CanAllowInFile: false);
        var switches = new CompilerSwitches(noWarn, treatWarningsAsErrors, warningsAsErrors, warningsNotAsErrors);
        Assert.That(switches.Apply(rule, chosen), Is.EqualTo(expected));
    }

    [Test]
    public void A_rule_that_is_fixed_ignores_all_of_them()
    {
        var rule = new DiagnosticDescriptor("DBW1", "Title", Error, CanSetSeverity: false, CanAllowInFile: false);
        Assert.That(new CompilerSwitches("DBW1", false, null, "DBW1").Apply(rule, None), Is.EqualTo(Error));
    }
}
