using System.Globalization;
using System.Text.RegularExpressions;

namespace DbWarden.Deploy.Connections;

/// <summary>A server that a URL names.</summary>
internal sealed record ConnectionHost(string Name, int? Port)
{
    /// <summary>With its port, an IPv6 address in brackets.</summary>
    public string WithPort(int defaultPort) => $"{(Name.Contains(':') ? $"[{Name}]" : Name)}:{Port ?? defaultPort}";
}

/// <summary>
/// A connection as a URL: <c>scheme://user:password@host:port,host:port/database?option=value</c>. Everything but the scheme may
/// be missing.
/// </summary>
/// <param name="Scheme">In lower case.</param>
/// <param name="User">Decoded; null where the URL has none.</param>
/// <param name="Password">Decoded; null where the URL has none.</param>
/// <param name="EncodedPassword">As it stands in the URL.</param>
/// <param name="Hosts">In the URL's order; may be empty.</param>
/// <param name="Path">What follows the first slash behind the hosts, decoded; empty where the URL has none.</param>
/// <param name="Options">What follows the question mark, decoded.</param>
internal sealed partial record ConnectionUrl(
    string Scheme,
    string? User,
    string? Password,
    string? EncodedPassword,
    IReadOnlyList<ConnectionHost> Hosts,
    string Path,
    IReadOnlyList<KeyValuePair<string, string>> Options
)
{
    /// <summary>Whether the text is meant to be a URL rather than a connection string.</summary>
    public static bool IsUrl(string text) => SchemePattern().IsMatch(text);

    public static string SchemeOf(string text) => text[..text.IndexOf(':')].ToLowerInvariant();

    /// <summary>
    /// Takes a URL apart. The reason for a failure never quotes from the URL: any part of it may be a piece of the password.
    /// </summary>
    /// <exception cref="FormatException">The URL cannot be read; its message says why.</exception>
    public static ConnectionUrl Parse(string text)
    {
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        if (rest.Contains('#'))
            throw new FormatException("it holds a #; in a password or name write %23");
        var (beforeOptions, options) = Cut(rest, '?');
        var (authority, path) = Cut(beforeOptions, '/');
        // A host holds no @, so an @ that somebody did not encode belongs to the password.
        var at = authority.LastIndexOf('@');
        var (user, password) = at < 0 ? (null, null) : Cut(authority[..at], ':');
        return new ConnectionUrl(
            SchemeOf(text),
            user is null ? null : Decode(user),
            password is null ? null : Decode(password),
            password,
            ParseHosts(authority[(at + 1)..]),
            path is null ? "" : Decode(path),
            [.. SplitOptions(options)]
        );
    }

    private static (string Before, string? After) Cut(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static ConnectionHost[] ParseHosts(string hosts) =>
        hosts.Length == 0 ? [] : Array.ConvertAll(hosts.Split(','), ParseHost);

    private static ConnectionHost ParseHost(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']');
            if (end < 0)
                throw new FormatException("an IPv6 address lacks its closing bracket");
            var behind = text[(end + 1)..];
            if (behind.Length > 0 && behind[0] != ':')
                throw new FormatException("something other than a port follows an IPv6 address");
            return new ConnectionHost(text[1..end], behind.Length == 0 ? null : ParsePort(behind[1..]));
        }

        var (name, port) = Cut(text, ':');
        if (name.Length == 0)
            throw new FormatException("a host is empty");
        return new ConnectionHost(Decode(name), port is null ? null : ParsePort(port));
    }

    private static int ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? port
            : throw new FormatException(
                "a port is not a number from 1 to 65535; in a password write : / ? # [ ] @ % as %3A %2F %3F %23 %5B %5D %40 %25"
            );

    private static IEnumerable<KeyValuePair<string, string>> SplitOptions(string? options)
    {
        foreach (var option in (options ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(option, '=');
            if (value is null)
                throw new FormatException("an option has no value");
            yield return new KeyValuePair<string, string>(Decode(name), Decode(value));
        }
    }

    private static string Decode(string text)
    {
        for (var i = text.IndexOf('%'); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                throw new FormatException("a % is not followed by two hexadecimal digits; write it as %25");
        }

        return Uri.UnescapeDataString(text);
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*://", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex SchemePattern();
}
