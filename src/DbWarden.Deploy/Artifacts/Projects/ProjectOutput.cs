using System.Text.Json;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Artifacts.Projects;

/// <summary>Builds a project, and asks MSBuild what it built.</summary>
internal sealed class ProjectOutput(string project, DeploymentEnvironment environment)
{
    private const int ListedErrors = 20;

    /// <summary>The path of the project's assembly; for several target frameworks, that of the first.</summary>
    public async Task<Result<string>> FindAsync(bool build, Action<string> progress, CancellationToken cancellation)
    {
        var evaluation = await RunAsync(
            ["msbuild", project, "-nologo", "-getProperty:TargetPath", "-getProperty:TargetFrameworks"],
            cancellation
        );
        if (!evaluation.IsSuccess)
            return evaluation.Failure;
        if (evaluation.Value.ExitCode != 0)
            return Failed("cannot be read", evaluation.Value);
        var (path, framework) = ReadProperties(evaluation.Value.StandardOutput);

        string[] frameworkOption = framework is null ? [] : ["-p:TargetFramework=" + framework];
        if (build)
        {
            progress($"Building {project}");
            // Without a target, -getProperty would only evaluate; and "dotnet build" restores for every framework, whichever is
            // built.
            string[] target = ["-nologo", "-t:Build", "-getProperty:TargetPath"];
            return await PathOfAsync(["build", project, .. frameworkOption, .. target], "does not build", cancellation);
        }

        if (framework is not null)
            return await PathOfAsync(
                ["msbuild", project, .. frameworkOption, "-nologo", "-getProperty:TargetPath"],
                "cannot be read",
                cancellation
            );
        return path.Length > 0 ? RequireBuilt(path) : NoOutput();
    }

    /// <summary>Two properties come as JSON; one would come as it is.</summary>
    private static (string TargetPath, string? FirstFramework) ReadProperties(string output)
    {
        using var document = JsonDocument.Parse(output);
        var properties = document.RootElement.GetProperty("Properties");
        var frameworks = properties.GetProperty("TargetFrameworks").GetString() ?? "";
        return (
            properties.GetProperty("TargetPath").GetString() ?? "",
            frameworks.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault()
        );
    }

    private async Task<Result<string>> PathOfAsync(string[] arguments, string problem, CancellationToken cancellation)
    {
        var run = await RunAsync(arguments, cancellation);
        if (!run.IsSuccess)
            return run.Failure;
        if (run.Value.ExitCode != 0)
            return Failed(problem, run.Value);
        var path = run.Value.StandardOutput.Trim();
        return path.Length > 0 ? RequireBuilt(path) : NoOutput();
    }

    private Result<string> RequireBuilt(string path) =>
        File.Exists(path)
            ? path
            : new Failure(FailureKind.Usage, $"{project} has not been built: there is no {path}.")
            {
                Next = ["Build it, or leave --no-build away."],
            };

    private Failure NoOutput() =>
        new(FailureKind.Usage, $"{project} does not say which assembly it builds.")
        {
            Next = ["Name the assembly: --artifact PATH"],
        };

    private Failure Failed(string problem, ProgramResult result)
    {
        var lines = (result.StandardError + result.StandardOutput)
            .Split('\n')
            .Select(line => line.TrimEnd())
            .Where(line => line.Length > 0)
            .ToList();
        var errors = lines
            .Where(line => line.Contains(": error ", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return new Failure(FailureKind.Usage, $"{project} {problem}.")
        {
            Details = [.. (errors.Count > 0 ? errors : lines).Take(ListedErrors).Select(DisplayText.Of)],
            Next = ["Correct it, or name an assembly that is built: --artifact PATH"],
        };
    }

    private Task<Result<ProgramResult>> RunAsync(string[] arguments, CancellationToken cancellation) =>
        SdkProgram.RunAsync(arguments, Path.GetDirectoryName(project)!, environment, cancellation);
}
