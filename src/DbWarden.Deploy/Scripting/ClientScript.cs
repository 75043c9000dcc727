using System.Globalization;
using System.Text.RegularExpressions;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Execution;

namespace DbWarden.Deploy.Scripting;

/// <summary>What keeps a migration out of a script, and the statement that is to blame.</summary>
internal sealed record ScriptObstacle(string Message, ScriptStatement Statement);

/// <summary>
/// What a script for an engine's own client is made of. The client must stop at the first error. One sub-class an engine, in the
/// engine's folder.
/// </summary>
internal abstract partial class ClientScript
{
    /// <summary>How the script is run, for the reader of its first lines.</summary>
    public abstract string Usage { get; }

    /// <summary>What stands before everything else: how the client behaves, and the state in which a migration's session begins.</summary>
    public abstract IReadOnlyList<string> Opening { get; }

    /// <summary>Begins a transaction that is going to write.</summary>
    public abstract string Begin { get; }

    /// <summary>The user who runs the script.</summary>
    public abstract string CurrentUser { get; }

    /// <summary>Gives the next migration a session in its first state, after one that ran unit by unit.</summary>
    public abstract IReadOnlyList<string> NewSession { get; }

    /// <summary>The same inside the transaction of a migration, before its record.</summary>
    public virtual IReadOnlyList<string> EndOfTransaction => [];

    /// <summary>The same behind that transaction, where it cannot be had inside.</summary>
    public virtual IReadOnlyList<string> BehindTransaction => [];

    /// <summary>How long a transaction has taken, as far as the server knows.</summary>
    public virtual string Duration => "0";

    /// <summary>What makes a list of rows behind IN.</summary>
    public virtual string RowList => "";

    /// <summary>What the tables' names are qualified with where no schema is configured; null for nothing.</summary>
    public virtual string? DefaultQualifier => null;

    /// <summary>What stands around a migration that runs without foreign keys.</summary>
    public virtual (IReadOnlyList<string> Before, IReadOnlyList<string> Within, IReadOnlyList<string> After) WithoutForeignKeys =>
        ([], [], []);

    /// <summary>What keeps a section out of a script; null where nothing does.</summary>
    public virtual ScriptObstacle? Obstacle(SectionSurvey survey) => null;

    /// <summary>Statements that fail with a message unless a condition holds.</summary>
    public abstract string Require(string condition, string otherwise);

    /// <summary>Writes a statement of a migration with what ends it.</summary>
    public virtual void Write(ScriptText text, ScriptStatement statement) => text.Statement(statement.Bytes.Span, ";");

    /// <summary>A value as it stands in SQL.</summary>
    public string Literal(object? value) =>
        value switch
        {
            null => "NULL",
            ScriptExecution.Somebody => CurrentUser,
            string text => Text(text),
            long number => number.ToString(CultureInfo.InvariantCulture),
            int number => number.ToString(CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "A value without a literal."),
        };

    /// <summary>One of our own queries with its values in it.</summary>
    public string Inline(Query query, string executionId)
    {
        var next = 0;
        return Marker()
            .Replace(
                query.Sql,
                marker =>
                {
                    var number = marker.Groups["number"] is { Success: true, Value: var digits }
                        ? int.Parse(digits, CultureInfo.InvariantCulture) - 1
                        : next++;
                    var value = query.Values[number];
                    return Literal(value is ScriptExecution.Id ? executionId : value);
                }
            );
    }

    protected abstract string Text(string text);

    protected static string Quoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>The markers of parameters on all engines; nothing else in our own queries looks like one.</summary>
    [GeneratedRegex(@"\$p?(?<number>\d+)|\?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Marker();
}
