using System.Net;
using System.Text.Encodings.Web;

namespace DbWarden.Deploy.Connections;

/// <summary>The ways in which a secret may be written where somebody quotes it.</summary>
internal static class SecretForms
{
    public static IEnumerable<string> Of(string secret)
    {
        yield return secret;
        yield return secret.Replace("'", "''", StringComparison.Ordinal);
        yield return secret.Replace("\"", "\"\"", StringComparison.Ordinal);
        // In the files through which the servers' own programs get it.
        yield return Escaped(secret, ":");
        yield return Escaped(secret, "\"");
        yield return Uri.EscapeDataString(secret);
        yield return WithLowerCaseDigits(Uri.EscapeDataString(secret));
        yield return WebUtility.UrlEncode(secret);
        yield return JavaScriptEncoder.Default.Encode(secret);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret);
    }

    /// <summary>With a backslash before each backslash and before another character.</summary>
    private static string Escaped(string secret, string character) =>
        secret.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(character, "\\" + character, StringComparison.Ordinal);

    private static string WithLowerCaseDigits(string encoded)
    {
        var characters = encoded.ToCharArray();
        for (var i = 0; i + 2 < characters.Length; i++)
        {
            if (characters[i] != '%')
                continue;
            characters[i + 1] = char.ToLowerInvariant(characters[i + 1]);
            characters[i + 2] = char.ToLowerInvariant(characters[i + 2]);
        }

        return new string(characters);
    }
}
