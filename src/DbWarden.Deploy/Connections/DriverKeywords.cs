using System.Data.Common;
using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Deploy.Connections;

/// <summary>
/// Puts what a user wrote into the driver's builder, word by word, so that a message can say which word is wrong; the driver's own
/// messages may quote a piece of a password.
/// </summary>
internal sealed class DriverKeywords(ConnectionFormat format)
{
    public DbConnectionStringBuilder ReadUrl(ConnectionUrl url)
    {
        var builder = format.CreateBuilder();
        format.Fill(builder, url);
        foreach (var (name, value) in url.Options)
        {
            // A keyword of the driver is as good as the name that other clients use.
            var keyword =
                format.Options.GetValueOrDefault(name) ?? KnownKeywords().FirstOrDefault(known => IsSameKeyword(known, name));
            if (keyword is null)
                throw new FormatException(UnknownWord("an option", name, format.Options.Keys));
            Set(builder, keyword, format.ValueOf(keyword, value), $"option {name}");
        }

        return builder;
    }

    public DbConnectionStringBuilder ReadString(string text)
    {
        var given = new DbConnectionStringBuilder();
        try
        {
            given.ConnectionString = text;
        }
        catch (ArgumentException problem)
        {
            throw new FormatException(
                "it is neither a URL nor a list of KEYWORD=VALUE; a value that holds ; ' or \" must stand in quotes",
                problem
            );
        }

        var builder = format.CreateBuilder();
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
        catch (Exception problem)
            when (problem
                    is ArgumentException
                        or FormatException
                        or OverflowException
                        or InvalidCastException
                        or KeyNotFoundException
                        or NotSupportedException
            )
        {
            var isKnown = KnownKeywords().Any(known => IsSameKeyword(known, keyword));
            throw new FormatException(
                isKnown
                    ? $"the value of {name} is not one that the driver knows"
                    : UnknownWord("a keyword", keyword, KnownKeywords()),
                problem
            );
        }
    }

    private IEnumerable<string> KnownKeywords() => format.Options.Values.Concat(format.Keywords).Distinct(StringComparer.Ordinal);

    private static bool IsSameKeyword(string left, string right) =>
        string.Equals(Squeeze(left), Squeeze(right), StringComparison.OrdinalIgnoreCase);

    private static string Squeeze(string keyword) => keyword.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>
    /// A word is only quoted where it is a known one with a slip; any other may be a piece of a password that was not quoted.
    /// </summary>
    private static string UnknownWord(string what, string word, IEnumerable<string> known) =>
        Spelling.Nearest(word, known) is { } nearest
            ? $"it has {what} '{word}', which is not known; did you mean '{nearest}'?"
            : $"it has {what} that is not known; a value that holds ; & or = must be quoted or encoded";
}
