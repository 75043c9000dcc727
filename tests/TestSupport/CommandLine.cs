using System.Diagnostics;
using System.Text;

namespace DbWarden.TestSupport;

/// <summary>What a finished command printed, and how it ended.</summary>
public sealed record CommandResult(int ExitCode, string StandardOutput, string StandardError)
{
    /// <summary>Both streams, for assertions that do not care which one.</summary>
    public string Output => StandardOutput + StandardError;

    /// <summary>Fails the test, with everything that was printed, unless the command ended with <paramref name="exitCode"/>.</summary>
    public CommandResult ShouldExitWith(int exitCode)
    {
        Assert.That(ExitCode, Is.EqualTo(exitCode), $"Standard output:\n{StandardOutput}\nStandard error:\n{StandardError}");
        return this;
    }
}

/// <summary>Runs programs as a user's shell would, without a shell.</summary>
public static class CommandLine
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(3);

    /// <summary>Starts a program whose streams are redirected; the caller ends it.</summary>
    /// <param name="environment">Variables to set; a null value removes one.</param>
    public static Process Start(
        string fileName,
        IEnumerable<string> arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null
    )
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = workingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{fileName} did not start.");
    }

    /// <summary>Runs a program to its end, and fails the test when it takes too long.</summary>
    public static async Task<CommandResult> RunAsync(
        string fileName,
        IEnumerable<string> arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? standardInput = null,
        TimeSpan? timeout = null
    )
    {
        using var process = Start(fileName, arguments, workingDirectory, environment);
        using var deadline = new CancellationTokenSource(timeout ?? DefaultTimeout);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            if (standardInput is not null)
                await process.StandardInput.WriteAsync(standardInput.AsMemory(), deadline.Token);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading its input; its exit code tells the rest.
        }

        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{fileName} {string.Join(' ', arguments)} did not end in time.\n{await output}\n{await error}");
        }

        return new CommandResult(process.ExitCode, await output, await error);
    }
}
