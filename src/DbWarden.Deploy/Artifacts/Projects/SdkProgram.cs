using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Artifacts.Projects;

/// <summary>What a finished program printed, and how it ended.</summary>
internal sealed record ProgramResult(int ExitCode, string StandardOutput, string StandardError);

/// <summary>Runs the SDK's <c>dotnet</c>.</summary>
internal static class SdkProgram
{
    public static async Task<Result<ProgramResult>> RunAsync(
        string[] arguments,
        string workingDirectory,
        DeploymentEnvironment environment,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(environment.Variable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = workingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment.Variables.Where(variable => !SecretVariables.Includes(variable.Key)))
            start.Environment[name] = value;
        // What is printed is searched for errors.
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            return new Failure(
                FailureKind.Usage,
                "A project can only be read with the .NET SDK, and there is no 'dotnet' on the path."
            )
            {
                Next = ["Name an assembly that is built: --artifact PATH"],
            };
        }

        using (process)
            return await WaitAsync(process, cancellation);
    }

    private static async Task<ProgramResult> WaitAsync(Process process, CancellationToken cancellation)
    {
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ProgramResult(process.ExitCode, await output, await error);
    }
}
