using System.Globalization;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;

namespace DbWarden.Tool.Targets;

/// <summary>What a command did to all the databases that its user asked for.</summary>
/// <param name="Artifact">The artifact that it worked with.</param>
/// <param name="Databases">In the order in which they were run.</param>
/// <param name="NotRun">The databases that an earlier failure kept from being run.</param>
internal sealed record DatabaseOutcomes<T>(
    Artifact Artifact,
    IReadOnlyList<DatabaseOutcome<T>> Databases,
    IReadOnlyList<string> NotRun
)
    where T : class
{
    public bool AreSeveral => Databases.Count + NotRun.Count > 1;

    /// <summary>What happened on the whole; for one database, what happened to it.</summary>
    public Failure? Failure
    {
        get
        {
            var failed = Databases.Where(database => database.Failure is not null).ToList();
            if (failed.Count == 0)
                return null;
            var first = failed[0].Failure!;
            if (!AreSeveral)
                return first;
            // An interruption is told by its signal, and where nothing was done it is the first failure that explains it.
            var kind =
                failed.Count == Databases.Count || failed[^1].Failure!.Kind == FailureKind.Interrupted
                    ? failed[^1].Failure!.Kind
                    : FailureKind.Partial;
            var names = string.Join(", ", failed.Select(database => database.Name));
            return new Failure(
                kind,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{failed.Count} of {Databases.Count + NotRun.Count} databases failed: {names}."
                )
            )
            {
                State = NotRun.Count > 0 ? $"Not tried: {string.Join(", ", NotRun)}." : null,
                Next =
                [
                    $"Do what the error of {names} says.",
                    .. NotRun.Count > 0
                        ? [$"Then go on with what was not tried: the same command, with --database {NotRun[0]} in place of --all"]
                        : Array.Empty<string>(),
                ],
            };
        }
    }
}
