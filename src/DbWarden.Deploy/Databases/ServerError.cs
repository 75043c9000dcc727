namespace DbWarden.Deploy.Databases;

/// <summary>What an error of a driver means for a run.</summary>
internal enum ServerErrorKind
{
    /// <summary>The server refused a statement.</summary>
    Statement,

    /// <summary>The server does not answer, or not yet: trying again may help.</summary>
    NotReady,

    /// <summary>The server answers and will not let us in, or what is to be opened does not exist: trying again does not help.</summary>
    Refused,

    /// <summary>The connection broke while it was in use.</summary>
    ConnectionLost,

    /// <summary>A lock was not to be had in time, or a transaction lost against another one: trying again may help.</summary>
    Contention,

    /// <summary>A table or its schema does not exist.</summary>
    MissingTable,

    /// <summary>Another session created the same thing at the same time.</summary>
    AlreadyExists,

    /// <summary>The statement was cancelled because this run asked for it.</summary>
    Cancelled,
}

/// <summary>A driver's exception in the words of a run: what the server said, and where. May hold secrets until it is scrubbed.</summary>
/// <param name="Message">What the server said, on one line.</param>
internal sealed record ServerError(ServerErrorKind Kind, string Message)
{
    /// <summary>SQLSTATE or error number, as the engine's users know it.</summary>
    public string? Code { get; init; }

    public string? Detail { get; init; }

    public string? Hint { get; init; }

    /// <summary>Which function or trigger the server was in.</summary>
    public string? Context { get; init; }

    /// <summary>Characters (code points) from the statement's beginning to the place at fault; null where the server does not say.</summary>
    public int? Offset { get; init; }

    /// <summary>Message and code, as one line of an account.</summary>
    public string Summary => Code is null ? Message : $"{Message} ({Code})";
}
