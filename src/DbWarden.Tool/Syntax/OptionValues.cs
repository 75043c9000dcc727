using System.Globalization;
using DbWarden.Deploy.Connections;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Naming;

namespace DbWarden.Tool.Syntax;

/// <summary>The kinds of values that options take.</summary>
internal static class OptionValues
{
    public static ValueOption<MigrationVersion?> Version(this OptionGroup group, string template, string description) =>
        group.Value(template, description, "a version such as 0012 or 2.1", MigrationVersion.TryParse);

    public static ValueOption<int?> Count(this OptionGroup group, string template, string description) =>
        group.Value(
            template,
            description,
            "a whole number from 1 on",
            text =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                    ? number
                    : (int?)null
        );

    public static ValueOption<int?> WholeNumber(this OptionGroup group, string template, string description) =>
        group.Value(
            template,
            description,
            "a whole number",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null
        );

    public static ValueOption<TimeSpan?> Duration(this OptionGroup group, string template, string description) =>
        group.Value(template, description, "a time such as 500ms, 30s, 5m or 1h, or 0", DurationText.TryParse);

    public static ValueOption<string?> DatabaseName(this OptionGroup group, string description) =>
        group.Value(
            "-d|--database <NAME>",
            description,
            "a name of small letters, digits and underscores that begins with a letter",
            text => Migrations.Naming.DatabaseName.IsValid(text) ? text : null
        );

    public static ValueOption<string?> Engine(this OptionGroup group, string description) =>
        group.Choice("--engine <ENGINE>", description, Dialect.EngineNames);

    /// <summary>One of a few words, in any case.</summary>
    public static ValueOption<string?> Choice(
        this OptionGroup group,
        string template,
        string description,
        IReadOnlyList<string> words
    ) =>
        group.Value(
            template,
            description,
            "one of " + string.Join(", ", words),
            text => words.FirstOrDefault(word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase)),
            words
        );
}
