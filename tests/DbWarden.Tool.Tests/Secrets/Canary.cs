using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Secrets;

/// <summary>
/// A password that is easy to find: the same word between all the characters that URLs, connection strings, shells, SQL and JSON treat in
/// their own way, so that a piece that gets out tells as well as the whole.
/// </summary>
internal static partial class Canary
{
    private const string Word = "canary";

    /// <summary>The password itself.</summary>
    public const string Password = "canary;1@canary=2/canary '3' \"canary\" %41\\canary&canary#?:+é$canary";

    public static string Encoded { get; } = Uri.EscapeDataString(Password);

    /// <summary>As a value in a connection string.</summary>
    public static string Quoted { get; } = "\"" + Password.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static void ShouldNotBeIn(CommandResult result, string command) =>
        ShouldNotBeIn(result.Output, command, result.Output);

    /// <summary>Looks through every file of a folder, what is compressed in it included.</summary>
    public static void ShouldNotBeInFilesOf(string directory, IReadOnlyCollection<string> except)
    {
        foreach (var path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Except(except))
            ShouldNotBeIn(Encoding.Latin1.GetString(Content(path)), path, "");
    }

    private static byte[] Content(string path)
    {
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void ShouldNotBeIn(string text, string where, string shown) =>
        Assert.That(Pattern().Match(text).Value, Is.Empty, $"{where}\n{shown}");

    /// <summary>The word as it is, of two bytes a letter, in hexadecimal digits, and in Base64 at each of the three places in a group.</summary>
    [GeneratedRegex(
        $"{Word}|c\0a\0n\0a\0r\0y|63616e617279|(?-i:Y2FuYXJ5|NhbmFye|jYW5hcn)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 60_000
    )]
    private static partial Regex Pattern();
}
