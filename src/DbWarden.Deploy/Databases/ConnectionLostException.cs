namespace DbWarden.Deploy.Databases;

/// <summary>A connection that broke earlier was to be used again.</summary>
internal sealed class ConnectionLostException() : Exception("The connection to the server has been lost.");
