using System.Data.Common;

namespace DbWarden.Deploy.Connections;

/// <summary>
/// How the connections of an engine are written, as URLs and as connection strings of its driver. One sub-class an engine, in the
/// engine's folder.
/// </summary>
internal abstract class ConnectionFormat
{
    /// <summary>The schemes of its URLs.</summary>
    public abstract IReadOnlyList<string> Schemes { get; }

    /// <summary>A connection as users may write it, for error messages.</summary>
    public abstract string Example { get; }

    /// <summary>The keywords of the driver by the options of a URL, both as users write them.</summary>
    public abstract IReadOnlyDictionary<string, string> Options { get; }

    /// <summary>Keywords of the driver that no option of a URL stands for.</summary>
    public abstract IReadOnlyList<string> Keywords { get; }

    /// <summary>The driver's builder, empty. It refuses keywords and values that the driver does not know.</summary>
    public abstract DbConnectionStringBuilder CreateBuilder();

    /// <summary>Puts everything but the options of a URL into the driver's builder.</summary>
    /// <exception cref="FormatException">The URL lacks something, or has something that the engine does not know; its message
    /// says what.</exception>
    public abstract void Fill(DbConnectionStringBuilder builder, ConnectionUrl url);

    /// <summary>The value of an option as the driver writes it.</summary>
    public virtual string ValueOf(string keyword, string value) => value;

    /// <summary>
    /// Makes the connection independent of where it is used, and says what may be shown of it and what may not.
    /// </summary>
    /// <exception cref="FormatException">Something is missing without which nobody can connect; its message says
    /// what.</exception>
    public abstract ConnectionFacts Complete(DbConnectionStringBuilder builder, string workingDirectory);
}

/// <summary>What may be shown of a connection, and what may not.</summary>
/// <param name="Display">Server, database and user.</param>
/// <param name="Secrets">Its passwords.</param>
internal sealed record ConnectionFacts(string Display, IReadOnlyList<string?> Secrets);
