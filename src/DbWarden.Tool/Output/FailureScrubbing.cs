using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Results;

namespace DbWarden.Tool.Output;

/// <summary>Takes secrets out of a failure, whatever part of it quotes them.</summary>
internal static class FailureScrubbing
{
    public static Failure Scrub(this Failure failure, SecretScrubber secrets) =>
        failure with
        {
            Message = secrets.Scrub(failure.Message),
            Location = failure.Location is null ? null : secrets.Scrub(failure.Location),
            Details = [.. failure.Details.Select(secrets.Scrub)],
            State = failure.State is null ? null : secrets.Scrub(failure.State),
            Next = [.. failure.Next.Select(secrets.Scrub)],
        };
}
