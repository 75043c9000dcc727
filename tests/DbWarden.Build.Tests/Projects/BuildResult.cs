using DbWarden.TestSupport;

namespace DbWarden.Build.Tests.Projects;

/// <summary>What a build printed, and what it did.</summary>
/// <param name="log">The detailed log.</param>
internal sealed class BuildResult(CommandResult command, string log)
{
    public int ExitCode => command.ExitCode;

    public string Output => command.Output;

    public string Log => log;

    public IReadOnlyList<BuildDiagnostic> Diagnostics { get; } = BuildDiagnostic.Parse(command.Output);

    /// <summary>The tasks of this package that ran, each as often as it did.</summary>
    public IReadOnlyList<string> Tasks { get; } =
    [
        .. log.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line is "Task \"ValidateMigrations\"" or "Task \"PackMigrations\"")
            .Select(line => line.Split('"')[1]),
    ];

    public BuildResult ShouldSucceed()
    {
        command.ShouldExitWith(0);
        return this;
    }

    public BuildResult ShouldFail()
    {
        command.ShouldExitWith(1);
        return this;
    }

    /// <summary>Asserts that these are all diagnostics, in this order, written as <c>error DBW2002 V__1_a.sql(2,3)</c>.</summary>
    public BuildResult ShouldReport(params string[] diagnostics)
    {
        Assert.That(Diagnostics.Select(diagnostic => diagnostic.ToString()), Is.EqualTo(diagnostics), command.Output);
        return this;
    }

    public BuildResult ShouldValidate(int times = 1)
    {
        Assert.That(Tasks.Count(task => task == "ValidateMigrations"), Is.EqualTo(times), command.Output);
        return this;
    }

    public BuildResult ShouldRunNoTask()
    {
        Assert.That(Tasks, Is.Empty);
        return this;
    }
}
