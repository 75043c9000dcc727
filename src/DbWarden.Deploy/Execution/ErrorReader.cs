using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Execution;

/// <summary>Reads errors of the database, and takes secrets out of whatever they say: the one door through which their text gets in.</summary>
internal sealed class ErrorReader(DatabaseEngine engine, SecretScrubber secrets)
{
    public string Scrub(string text) => secrets.Scrub(text);

    /// <summary>Null for an exception that does not come from the database.</summary>
    public ServerError? Read(Exception exception)
    {
        var error = engine.Explain(exception);
        return error is null
            ? null
            : error with
            {
                Message = secrets.Scrub(error.Message),
                Detail = error.Detail is null ? null : secrets.Scrub(error.Detail),
                Hint = error.Hint is null ? null : secrets.Scrub(error.Hint),
                Context = error.Context is null ? null : secrets.Scrub(error.Context),
            };
    }
}
