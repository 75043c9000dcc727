using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Locking;

/// <summary>Ends a holder's sessions before its lease is taken away, and tells where that is not for this user to do.</summary>
internal static class HolderSessions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>Null once they are gone.</returns>
    public static async Task<Failure?> EndAsync(
        DatabaseEngine engine,
        HolderInquiry inquiry,
        CommandHint command,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            await engine.EndSessionsAsync(inquiry, limit.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return StillEnding(inquiry.Holder, command);
        }
        catch (Exception exception) when (engine.Explain(exception) is { Kind: ServerErrorKind.Statement } error)
        {
            return NotPermitted(inquiry.Holder, error, command);
        }
    }

    /// <summary>The server only notes the wish to end a session; one that undoes the work of hours takes its time.</summary>
    private static Failure StillEnding(LeaseRow holder, CommandHint command) =>
        new(
            FailureKind.Locked,
            "The sessions of the lock's holder have been told to end, and the server is still at work on what one of them did."
        )
        {
            Details = [$"The lock is still its own: {holder.Holder}."],
            State = "Nothing was changed.",
            Next = ["Try again in a while. What is known of it: " + command.For("lock-status")],
        };

    private static Failure NotPermitted(LeaseRow holder, ServerError error, CommandHint command) =>
        new(FailureKind.Locked, $"The sessions of the lock's holder cannot be ended: {error.Summary}")
        {
            Details = [$"The lock is still its own: {holder.Holder}."],
            State = "Nothing was changed.",
            Next =
            [
                $"Do it as database user {holder.DatabaseUser}, or as one who may end the sessions of others: "
                    + command.For("unlock"),
            ],
        };
}
