namespace DbWarden.Deploy.Databases;

/// <summary>A connection that broke earlier was to be used again, or gives no answer any more.</summary>
internal sealed class ConnectionLostException(Exception? inner = null)
    : Exception("The connection to the server has been lost.", inner);
