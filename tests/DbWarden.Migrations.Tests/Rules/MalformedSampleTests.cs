using DbWarden.Migrations.Diagnostics;
using DbWarden.TestSupport;

namespace DbWarden.Migrations.Tests.Rules;

internal sealed class MalformedSampleTests
{
    [TestCaseSource(typeof(MalformedSample), nameof(MalformedSample.All))]
    public void A_malformed_project_gives_its_diagnostics(MalformedSample sample) =>
        Assert.That(sample.Validate().Select(MalformedSample.Line), Is.EqualTo(sample.Expected));

    [Test]
    public void Every_diagnostic_has_a_malformed_project() =>
        Assert.That(
            MalformedSample.All.Select(sample => sample.Code),
            Is.EqualTo(DiagnosticCatalog.All.Select(descriptor => descriptor.Code))
        );

    [Test]
    public void Messages_say_what_is_wrong_and_what_to_write_instead()
    {
        var messages = MalformedSample.All.SelectMany(sample => sample.Validate()).Select(MalformedSample.LineWithMessage);
        Snapshots.Match(string.Join("\n", messages));
    }
}
