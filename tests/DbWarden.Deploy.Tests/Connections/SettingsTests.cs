using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Artifacts;

namespace DbWarden.Deploy.Tests.Connections;

internal sealed class SettingsTests
{
    private Surroundings _around = null!;

    [SetUp]
    public void MakeSurroundings() => _around = new Surroundings();

    [TearDown]
    public void RemoveSurroundings() => _around.Dispose();

    [Test]
    public void Without_any_the_defaults_hold()
    {
        var settings = Read().ShouldSucceed();
        Assert.That((settings.Schema, settings.BackupDirectory), Is.EqualTo(((string?)null, "backups")));
        Assert.That(
            (settings.ConnectTimeout, settings.LockWait),
            Is.EqualTo((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)))
        );
        Assert.That(
            string.Join('\n', settings.All.Select(one => $"{one.Name} {one.Value ?? "-"} {one.Source}")),
            Is.EqualTo(
                """
                Environment Production default
                DbWarden:Schema the connection's current one default
                DbWarden:BackupDirectory backups default
                DbWarden:ConnectTimeout 30s default
                DbWarden:LockWait 1m default
                DbWarden:LockTimeout 5s default
                DbWarden:LockRetries 10 default
                DbWarden:StatementTimeout no limit default
                """
            )
        );
    }

    [Test]
    public void Each_value_says_where_it_comes_from()
    {
        var file = _around.WriteBesideArtifact(
            "appsettings.json",
            """{ "DbWarden": { "Schema": "ops", "LockWait": "5m", "ConnectTimeout": "1s" } }"""
        );
        _around.Variables["DbWarden__LockWait"] = "0";
        var settings = Read().ShouldSucceed();
        Assert.That(
            (settings.Schema, settings.LockWait, settings.ConnectTimeout),
            Is.EqualTo(("ops", TimeSpan.Zero, TimeSpan.FromSeconds(1)))
        );
        Assert.That(settings.All.Single(one => one.Name == "DbWarden:Schema").Source, Is.EqualTo($"DbWarden:Schema in {file}"));
        Assert.That(
            settings.All.Single(one => one.Name == "DbWarden:LockWait"),
            Is.EqualTo(new Setting("DbWarden:LockWait", "0", "environment variable DbWarden__LockWait"))
        );
    }

    [Test]
    public void Engines_that_wait_for_different_times_each_have_a_default_of_their_own()
    {
        var settings = DeploymentSettings
            .Read(_around.Environment, _around.Artifact("sqlite", "primary", "other"))
            .ShouldSucceed();
        Assert.That(
            settings
                .All.Where(one => one.Name == "DbWarden:LockTimeout")
                .Select(one => $"{one.Database} {one.Value} {one.Source}"),
            Is.EqualTo(["primary 30s default", "other 5s default"]).AsCollection
        );

        _around.Variables["DbWarden__LockTimeout"] = "0";
        settings = DeploymentSettings.Read(_around.Environment, _around.Artifact("sqlite", "primary", "other")).ShouldSucceed();
        Assert.That(
            settings.All.Single(one => one.Name == "DbWarden:LockTimeout"),
            Is.EqualTo(new Setting("DbWarden:LockTimeout", "no limit", "environment variable DbWarden__LockTimeout"))
        );
    }

    [TestCase("ASPNETCORE_ENVIRONMENT")]
    [TestCase("DOTNET_ENVIRONMENT")]
    public void The_environment_is_named_with_what_says_so(string variable)
    {
        _around.Variables["DOTNET_ENVIRONMENT"] = "Staging";
        _around.Variables[variable] = "Testing";
        Assert.That(
            Read().ShouldSucceed().All[0],
            Is.EqualTo(new Setting("Environment", "Testing", $"environment variable {variable}"))
        );
    }

    [Test]
    public void A_value_that_is_no_duration_is_refused_where_it_stands()
    {
        _around.Variables["DbWarden__LockWait"] = "soon";
        Assert.That(
            Read().ShouldFail(),
            Does.Contain("environment variable DbWarden__LockWait is no duration").And.Contain("30s")
        );
    }

    [TestCase("Shema", "Did you mean DbWarden:Schema?")]
    [TestCase("Unrelated", "The settings are: DbWarden:Schema")]
    public void A_setting_that_is_not_known_is_refused(string name, string advice)
    {
        _around.WriteBesideArtifact("appsettings.json", $$"""{ "DbWarden": { "{{name}}": "x" } }""");
        Assert.That(Read().ShouldFail(), Does.Contain($"DbWarden:{name} in").And.Contain(advice));
    }

    [TestCase("0", 0)]
    [TestCase("500ms", 500)]
    [TestCase("30s", 30_000)]
    [TestCase("5m", 300_000)]
    [TestCase("1h", 3_600_000)]
    [TestCase("00:01:30", 90_000)]
    public void Durations_are_read_and_written(string text, int milliseconds)
    {
        Assert.That(DurationText.TryParse(text), Is.EqualTo(TimeSpan.FromMilliseconds(milliseconds)));
        Assert.That(
            DurationText.TryParse(DurationText.Of(TimeSpan.FromMilliseconds(milliseconds))),
            Is.EqualTo(TimeSpan.FromMilliseconds(milliseconds))
        );
    }

    [TestCase("")]
    [TestCase("5")]
    [TestCase("-5s")]
    [TestCase("5 s")]
    [TestCase("1.5s")]
    [TestCase("99999999999s")]
    [TestCase("-00:00:01")]
    [TestCase("s")]
    public void Other_texts_are_no_durations(string text) => Assert.That(DurationText.TryParse(text), Is.Null);

    private Result<DeploymentSettings> Read() => DeploymentSettings.Read(_around.Environment, _around.Artifact());
}
