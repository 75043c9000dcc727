using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Connections;

/// <summary>
/// Reads a connection as a user wrote it. No message quotes from it: what cannot be read may be a piece of a password.
/// </summary>
internal sealed class ConnectionText
{
    private const int LongestText = 16 * 1024;

    private readonly string _text;
    private readonly string _source;
    private readonly ConnectionFormat _format;

    private static IEnumerable<string> AllSchemes => DatabaseEngine.All.SelectMany(engine => engine.ConnectionFormat.Schemes);

    private ConnectionText(string text, string source, ConnectionFormat format)
    {
        _text = text;
        _source = source;
        _format = format;
    }

    /// <param name="text">A URL or a connection string of the driver.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="database">The database that it is for.</param>
    /// <param name="engine">The engine; null where nothing but the connection's own URL can say it.</param>
    /// <param name="workingDirectory">Where relative files lie.</param>
    public static Result<ResolvedConnection> Read(
        string text,
        string source,
        string database,
        string? engine,
        string workingDirectory
    )
    {
        var scheme = ConnectionUrl.IsUrl(text) ? ConnectionUrl.SchemeOf(text) : null;
        var known = engine is not null ? DatabaseEngine.Find(engine) : EngineOf(scheme);
        if (known is null)
            return UnknownEngine(source, database, engine);
        if (text.Length > LongestText)
            return new Failure(FailureKind.Usage, $"The connection from {source} is longer than {LongestText:N0} characters.");
        if (scheme is not null && !known.ConnectionFormat.Schemes.Contains(scheme, StringComparer.Ordinal))
            return OtherEngine(scheme, source, database, engine!, known.ConnectionFormat);
        // A URL without an artifact: MariaDB answers to mariadb://, every other engine to its first name.
        var name = engine ?? known.Dialect.Engines.FirstOrDefault(one => one == scheme) ?? known.Dialect.Engines[0];
        return new ConnectionText(text, source, known.ConnectionFormat).Read(
            database,
            name,
            scheme is not null,
            workingDirectory
        );
    }

    private static DatabaseEngine? EngineOf(string? scheme) =>
        DatabaseEngine.All.FirstOrDefault(engine =>
            scheme is not null && engine.ConnectionFormat.Schemes.Contains(scheme, StringComparer.Ordinal)
        );

    private static Failure UnknownEngine(string source, string database, string? engine) =>
        new(FailureKind.Usage, $"The engine of database '{database}' is not known.")
        {
            Details = engine is null ? [$"The connection from {source} does not say it."] : [$"'{engine}' is none."],
            Next = ["Name the artifact (--artifact PATH), or give the connection as a URL, which names the engine."],
        };

    private static Failure OtherEngine(string scheme, string source, string database, string engine, ConnectionFormat format) =>
        new(FailureKind.Usage, $"The connection from {source} cannot be used for database '{database}', which is for {engine}.")
        {
            Details = EngineOf(scheme) is { } other
                ? [$"{scheme}:// is a connection to {string.Join(" or ", other.Dialect.Engines)}."]
                : [$"The beginnings that are known: {string.Join(", ", AllSchemes.Select(known => known + "://"))}"],
            Next = [$"Give a connection such as {format.Example}"],
        };

    private Result<ResolvedConnection> Read(string database, string engine, bool isUrl, string workingDirectory)
    {
        try
        {
            var url = isUrl ? ConnectionUrl.Parse(_text) : null;
            var keywords = new DriverKeywords(_format);
            var builder = url is null ? keywords.ReadString(_text) : keywords.ReadUrl(url);
            var facts = _format.Complete(builder, workingDirectory);
            return new ResolvedConnection(
                database,
                engine,
                builder.ConnectionString,
                _source,
                facts.Display,
                SecretScrubber.Of([.. facts.Secrets, url?.EncodedPassword])
            );
        }
        catch (FormatException problem)
        {
            return new Failure(FailureKind.Usage, $"The connection from {_source} cannot be used: {problem.Message}.")
            {
                Next = [$"Write it as {_format.Example}, or as a connection string of the driver."],
            };
        }
    }
}
