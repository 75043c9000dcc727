using System.Diagnostics;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Databases;

/// <summary>Connects to a server that may still be starting.</summary>
internal sealed class Connector(DatabaseEngine engine, ErrorReader errors, Action<DeploymentEvent> report)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task<Result<DatabaseConnection>> ConnectAsync(DeploymentTarget target, Access access, CancellationToken cancellation)
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
                if (error.Kind is not (ServerErrorKind.NotReady or ServerErrorKind.Contention))
                    return new Failure(FailureKind.Unreachable, error.Summary) { Details = error.Hint is null ? [] : [error.Hint] };
                if (elapsed + Pause >= target.ConnectTimeout)
                    return NotReady(error, target.ConnectTimeout);
                report(new DeploymentEvent.ServerNotReady(error.Message, elapsed));
            }
            catch (ArgumentException exception)
            {
                return new Failure(FailureKind.Usage, "The connection string cannot be read: " + errors.Scrub(exception.Message));
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private static Failure NotReady(ServerError error, TimeSpan timeout) =>
        new(FailureKind.Unreachable, error.Summary)
        {
            Details = [FormattableString.Invariant($"It was tried again for {timeout.TotalSeconds:0} s (--connect-timeout).")],
        };
}
