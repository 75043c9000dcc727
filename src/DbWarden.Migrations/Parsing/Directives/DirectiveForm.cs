namespace DbWarden.Migrations.Parsing.Directives;

/// <summary>Declares in <paramref name="directives"/> what <paramref name="argument"/> says, as far as it says anything.</summary>
/// <returns>The directives with it, and whether the argument was right.</returns>
internal delegate (MigrationDirectives Directives, bool IsRight) Declare(MigrationDirectives directives, string argument);

/// <summary>A word that may follow <c>-- dbwarden:</c>.</summary>
/// <param name="Word">The word.</param>
/// <param name="Usage">The whole directive as it should be written.</param>
/// <param name="Fault">What is wrong with one that is not written so.</param>
/// <param name="Declare">What it does.</param>
internal sealed record DirectiveForm(string Word, string Usage, string Fault, Declare Declare)
{
    public const string NoTransaction = "no-transaction";
    public const string ForeignKeys = "foreign-keys";
    public const string Allow = "allow";

    private const string Irreversible = "irreversible";
    private const string NothingToUndo = "nothing-to-undo";
    private const string NoReason = "needs a reason";
    private const string NoDuration = "needs a duration such as 500ms, 5s, 10m or 1h";

    public static IReadOnlyList<DirectiveForm> All { get; } =
    [
        new(
            Irreversible,
            "-- dbwarden: irreversible <reason>",
            NoReason,
            (directives, reason) => (directives with { Irreversible = reason }, reason.Length > 0)
        ),
        new(
            NothingToUndo,
            "-- dbwarden: nothing-to-undo <reason>",
            NoReason,
            (directives, reason) => (directives with { NothingToUndo = reason }, reason.Length > 0)
        ),
        new(
            NoTransaction,
            "-- dbwarden: no-transaction",
            "takes nothing behind it",
            (directives, argument) => (directives with { NoTransaction = true }, argument.Length == 0)
        ),
        new(
            ForeignKeys,
            "-- dbwarden: foreign-keys off",
            "can only be 'off'",
            (directives, argument) =>
                (directives with { ForeignKeysOff = true }, string.Equals(argument, "off", StringComparison.OrdinalIgnoreCase))
        ),
        new(
            "statement-timeout",
            "-- dbwarden: statement-timeout 10m",
            NoDuration,
            Duration((directives, timeout) => directives with { StatementTimeout = timeout })
        ),
        new(
            "lock-timeout",
            "-- dbwarden: lock-timeout 5s",
            NoDuration,
            Duration((directives, timeout) => directives with { LockTimeout = timeout })
        ),
        new(Allow, "-- dbwarden: allow <code> <reason>", "needs a code and a reason", DeclareAllowed),
    ];

    public static DirectiveForm? Find(string word) =>
        All.FirstOrDefault(form => string.Equals(form.Word, word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The word that cannot be meant beside <paramref name="word"/>.</summary>
    public static string? OppositeOf(string word) =>
        word switch
        {
            Irreversible => NothingToUndo,
            NothingToUndo => Irreversible,
            // Foreign keys are off around the very transaction that the other one takes away.
            ForeignKeys => NoTransaction,
            NoTransaction => ForeignKeys,
            _ => null,
        };

    private static Declare Duration(Func<MigrationDirectives, TimeSpan, MigrationDirectives> declare) =>
        (directives, argument) =>
            DirectiveDuration.TryParse(argument) is { } duration ? (declare(directives, duration), true) : (directives, false);

    private static (MigrationDirectives, bool) DeclareAllowed(MigrationDirectives directives, string argument)
    {
        var (code, reason) = SplitWord(argument);
        if (code.Length == 0)
            return (directives, false);
        var allowed = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var known in directives.Allowed)
            allowed[known.Key] = known.Value;
        allowed[code] = reason;
        return (directives with { Allowed = allowed }, reason.Length > 0);
    }

    /// <summary>The first word, and what follows it without blanks around it.</summary>
    public static (string Word, string Argument) SplitWord(string text)
    {
        var end = text.IndexOfAny([' ', '\t']) is var blank and >= 0 ? blank : text.Length;
        return (text[..end], text[end..].Trim());
    }
}
