using DbWarden.Deploy.Databases;

namespace DbWarden.Deploy.Execution;

/// <summary>A migration's statement, or a step around it, that the server refused. The runner turns it into a failure with its account.</summary>
internal sealed class StatementFailedException(ScriptStatement? statement, ServerError error, Exception? inner)
    : Exception(error.Message, inner)
{
    /// <summary>Null where no statement of the file is at fault, such as a deferred constraint or the commit.</summary>
    public ScriptStatement? Statement { get; } = statement;

    public ServerError Error { get; } = error;
}
