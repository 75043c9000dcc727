using DbWarden.Deploy;
using DbWarden.Deploy.Results;
using DbWarden.Migrations;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;

namespace DbWarden.Tool;

/// <summary>Runs one command and says how it ended. The one place where exceptions become messages.</summary>
internal sealed class CommandRunner(Terminal terminal, Interruption interruption)
{
    public Terminal Terminal { get; } = terminal;

    public async Task<int> RunAsync(ToolCommand command, OutputOptions options)
    {
        var session = new Session(Terminal, options, DeploymentEnvironment.OfProcess(), interruption.Token);
        var result = await ResultOfAsync(command, session);
        return Finish(command.Name, result);
    }

    /// <summary>Ends a run whose arguments were not understood.</summary>
    public int Refuse(string? command, Failure failure) => Finish(command, new FailedResult(failure));

    private static async Task<CommandResult> ResultOfAsync(ToolCommand command, Session session)
    {
        try
        {
            return await command.RunAsync(session);
        }
        catch (OperationCanceledException) when (session.Cancellation.IsCancellationRequested)
        {
            return new FailedResult(new Failure(FailureKind.Interrupted, "Interrupted."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new FailedResult(new Failure(FailureKind.Usage, exception.Message).Scrub(session.Secrets));
        }
#pragma warning disable CA1031 // Whatever else comes here is a mistake of this program, and its user gets a message instead of a crash.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new FailedResult(BugReport(exception, session.IsVerbose).Scrub(session.Secrets));
        }
    }

    private static Failure BugReport(Exception exception, bool isVerbose) =>
        new(FailureKind.Bug, $"This is a bug in dbwarden: {exception.GetType().Name}: {exception.Message}")
        {
            Details = isVerbose ? exception.ToString().Split(Environment.NewLine) : [],
            Next =
            [
                $"Report it at {ProductLinks.Repository}/issues with the command that you typed and "
                    + (isVerbose ? "all of the above." : "its output with --verbose."),
            ],
        };

    private int Finish(string? command, CommandResult result)
    {
        var exitCode =
            result.Failure?.Kind == FailureKind.Interrupted ? interruption.ExitCode ?? ExitCodes.Interrupted : result.ExitCode;
        if (Terminal.IsJson)
            JsonOutput.Write(Terminal.Results, command, result, exitCode);
        else
            result.WriteText(Terminal);
        if (result.FailureToShow is { } failure)
            FailureText.Write(Terminal.Messages, failure);
        return exitCode;
    }
}
