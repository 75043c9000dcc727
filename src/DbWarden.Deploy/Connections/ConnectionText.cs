using System.Data.Common;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Deploy.Connections;

/// <summary>Reads a connection as a user wrote it. No message quotes from it: what cannot be read may be a piece of a password.</summary>
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
    public static Result<ResolvedConnection> Read(string text, string source, string database, string? engine, string workingDirectory)
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
        return new ConnectionText(text, source, known.ConnectionFormat).Read(database, name, scheme is not null, workingDirectory);
    }

    private static DatabaseEngine? EngineOf(string? scheme) =>
        DatabaseEngine.All.FirstOrDefault(engine => scheme is not null && engine.ConnectionFormat.Schemes.Contains(scheme, StringComparer.Ordinal));

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
            var builder = url is null ? FromConnectionString() : FromUrl(url);
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

    private DbConnectionStringBuilder FromUrl(ConnectionUrl url)
    {
        var builder = _format.CreateBuilder();
        _format.Fill(builder, url);
        foreach (var (name, value) in url.Options)
        {
            // A keyword of the driver is as good as the name that other clients use.
            var keyword = _format.Options.GetValueOrDefault(name) ?? KnownKeywords().FirstOrDefault(known => IsSameKeyword(known, name));
            if (keyword is null)
                throw new FormatException(UnknownWord("an option", name, _format.Options.Keys));
            Set(builder, keyword, _format.ValueOf(keyword, value), $"option {name}");
        }

        return builder;
    }

    private DbConnectionStringBuilder FromConnectionString()
    {
        var given = new DbConnectionStringBuilder();
        try
        {
            given.ConnectionString = _text;
        }
        catch (ArgumentException problem)
        {
            throw new FormatException("it is neither a URL nor a list of KEYWORD=VALUE; a value that holds ; ' or \" must stand in quotes", problem);
        }

        var builder = _format.CreateBuilder();
        foreach (string keyword in given.Keys)
            Set(builder, keyword, (string)given[keyword], keyword);
        return builder;
    }

    private void Set(DbConnectionStringBuilder builder, string keyword, string value, string name)
    {
        try
        {
            builder[keyword] = value;
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or OverflowException or InvalidCastException or KeyNotFoundException or NotSupportedException)
        {
            var isKnown = KnownKeywords().Any(known => IsSameKeyword(known, keyword));
            throw new FormatException(isKnown ? $"the value of {name} is not one that the driver knows" : UnknownWord("a keyword", keyword, KnownKeywords()), problem);
        }
    }

    private IEnumerable<string> KnownKeywords() => _format.Options.Values.Concat(_format.Keywords).Distinct(StringComparer.Ordinal);

    private static bool IsSameKeyword(string left, string right) => string.Equals(Squeeze(left), Squeeze(right), StringComparison.OrdinalIgnoreCase);

    private static string Squeeze(string keyword) => keyword.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>A word is only quoted where it is a known one with a slip; any other may be a piece of a password that was not quoted.</summary>
    private static string UnknownWord(string what, string word, IEnumerable<string> known) =>
        Spelling.Nearest(word, known) is { } nearest
            ? $"it has {what} '{word}', which is not known; did you mean '{nearest}'?"
            : $"it has {what} that is not known; a value that holds ; & or = must be quoted or encoded";
}
