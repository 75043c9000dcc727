using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Planning;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Locking;

/// <summary>Ends a holder's sessions before its lease is taken away, and tells where that is not for this user to do.</summary>
internal static class HolderSessions
{
    /// <returns>Null once they are gone.</returns>
    public static async Task<Failure?> EndAsync(
        DatabaseEngine engine,
        HolderInquiry inquiry,
        CommandHint command,
        CancellationToken cancellation
    )
    {
        try
        {
            await engine.EndSessionsAsync(inquiry, cancellation);
            return null;
        }
        catch (Exception exception) when (engine.Explain(exception) is { Kind: ServerErrorKind.Statement } error)
        {
            return NotPermitted(inquiry.Holder, error, command);
        }
    }

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
