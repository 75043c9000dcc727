using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Targets;

/// <summary>The options that say which migrations a command works with.</summary>
internal sealed class ArtifactOptions
{
    private readonly ValueOption<string?> _artifact;
    private readonly ValueOption<string?> _project;
    private readonly CommandOption _noBuild;
    private readonly ValueOption<string?> _engine;

    public ArtifactOptions(CommandSyntax syntax)
    {
        var migrations = syntax.Group("Where the migrations are (by default the project or the assembly in this folder)");
        _artifact = migrations.Text(
            "--artifact <PATH>",
            $"An assembly, executable, NuGet package, .dbwarden.zip or publish folder ({ArtifactLocator.Variable})"
        );
        _project = migrations.Text("--project <PATH>", "A project, which is built first");
        _noBuild = migrations.Flag("--no-build", "Take what the project's last build made");
        _engine = migrations.Engine("The engine of a folder of migration files, which does not say it itself");
    }

    /// <summary>The engine that the user named; null for what the artifact says.</summary>
    public string? Engine => _engine.Value;

    /// <summary>What led to the artifact, such as <c>--artifact</c>; empty until it has been found.</summary>
    public string Source { get; private set; } = "";

    public Failure? Contradiction() =>
        UsageRules.FirstBroken(
            (_artifact.IsGiven && _project.IsGiven, "--artifact and --project exclude each other."),
            (_artifact.IsGiven && _noBuild.HasValue(), "--no-build is about a project, and an artifact is never built.")
        );

    /// <summary>Finds the artifact, building the project first where it comes from one, and reads and verifies it.</summary>
    public async Task<Result<Artifact>> ReadAsync(Session session)
    {
        var request = new ArtifactRequest
        {
            Environment = session.Environment,
            Artifact = _artifact.Value,
            Project = _project.Value,
            NoBuild = _noBuild.HasValue(),
        };
        var located = await ArtifactLocator.LocateAsync(
            request,
            message => session.Terminal.Messages.WriteLine(VisibleText.Of(message).Faint()),
            session.Cancellation
        );
        if (!located.IsSuccess)
            return located.Failure;
        Source = located.Value.Source;
        return ArtifactReader.Read(located.Value.Path, Engine, session.Cancellation);
    }

    /// <summary>What the user has to repeat in a further command about the same migrations.</summary>
    public IEnumerable<string> Repeated()
    {
        foreach (var option in new[] { _artifact, _project, _engine })
        {
            if (option.Value is { } value)
                yield return $"{option.Name} {Shell.Quote(value)}";
        }

        if (_noBuild.HasValue())
            yield return "--no-build";
    }
}
