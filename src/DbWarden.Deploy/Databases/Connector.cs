using System.Diagnostics;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Databases;

/// <summary>Connects to a server that may still be starting.</summary>
internal sealed class Connector(DatabaseEngine engine, ErrorReader errors, Action<DeploymentEvent> report)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task<Result<DatabaseConnection>> ConnectAsync(
        DeploymentTarget target,
        Access access,
        CancellationToken cancellation
    )
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await engine.OpenAsync(target.ConnectionString, access, cancellation);
            }
            catch (Exception exception) when (errors.Read(exception) is { } error)
            {
                var elapsed = Stopwatch.GetElapsedTime(started);
                if (!MayComeUp(error))
                    return new Failure(FailureKind.Unreachable, error.Summary)
                    {
                        Details = error.Hint is null ? [] : [error.Hint],
                        State = "Nothing was changed.",
                        Next = ["See which connection is used, and where it comes from: dotnet dbwarden settings show"],
                    };
                if (elapsed + Pause >= target.ConnectTimeout)
                    return NoAnswer(error, target);
                report(new DeploymentEvent.ServerNotReady(error.Message, elapsed));
            }
            catch (ArgumentException exception)
            {
                return new Failure(FailureKind.Usage, "The connection string cannot be read: " + errors.Scrub(exception.Message))
                {
                    State = "Nothing was changed.",
                    Next = ["See which connection is used, and where it comes from: dotnet dbwarden settings show"],
                };
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>Also a refused connection or an unknown host: nothing listens yet, or the name is not yet published.</summary>
    private static bool MayComeUp(ServerError error) =>
        error.Kind is ServerErrorKind.NotReady or ServerErrorKind.ConnectionLost or ServerErrorKind.Contention;

    private static Failure NoAnswer(ServerError error, DeploymentTarget target) =>
        new(FailureKind.Unreachable, $"{target.Display} does not answer: {error.Summary}")
        {
            Details =
                target.ConnectTimeout < Pause
                    ? []
                    :
                    [
                        FormattableString.Invariant(
                            $"It was tried again for {target.ConnectTimeout.TotalSeconds:0} s (--connect-timeout)."
                        ),
                    ],
            State = "Nothing was changed.",
            Next = ["See that the server runs and that host and port are right, and run the command again."],
        };
}
