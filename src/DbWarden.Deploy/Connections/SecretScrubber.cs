namespace DbWarden.Deploy.Connections;

/// <summary>
/// Takes the secrets of a connection out of any text before it is shown: messages of drivers, of servers and of other programs.
/// </summary>
public sealed class SecretScrubber
{
    private const string Mask = "***";

    /// <summary>Masking every letter "a" of a text hides nothing and would tell what the password is.</summary>
    private const int ShortestSecret = 3;

    private readonly IReadOnlyList<string> _secrets;

    private SecretScrubber(IEnumerable<string> secrets) =>
        // The longest first, so that a secret that contains another one leaves nothing of itself.
        _secrets = [
            .. secrets
                .Where(secret => secret.Length >= ShortestSecret)
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(secret => secret.Length),
        ];

    /// <summary>Knows no secret and changes nothing.</summary>
    public static SecretScrubber None { get; } = new([]);

    /// <summary>
    /// The text with every secret in it replaced, however it is written there: raw, URL-encoded, quoted or as JSON.
    /// </summary>
    public string Scrub(string text) =>
        _secrets.Aggregate(text, (scrubbed, secret) => scrubbed.Replace(secret, Mask, StringComparison.Ordinal));

    /// <summary>A scrubber that knows the secrets of both.</summary>
    public SecretScrubber With(SecretScrubber other) => new(_secrets.Concat(other._secrets));

    /// <summary>A scrubber for these secrets; those that are null or empty are passed over.</summary>
    internal static SecretScrubber Of(IEnumerable<string?> secrets) => new(secrets.OfType<string>().SelectMany(SecretForms.Of));
}
