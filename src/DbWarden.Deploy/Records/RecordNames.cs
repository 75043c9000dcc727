using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Records;

/// <summary>How enumerations are spelled in the tables. These words are part of the stored format.</summary>
internal static class RecordNames
{
    private static readonly Dictionary<MigrationKind, string> Kinds = new()
    {
        [MigrationKind.Versioned] = "versioned",
        [MigrationKind.RunsOnChange] = "runsOnChange",
        [MigrationKind.RunsAlways] = "runsAlways",
    };

    private static readonly Dictionary<RecordState, string> States = new()
    {
        [RecordState.Applied] = "applied",
        [RecordState.Applying] = "applying",
        [RecordState.Failed] = "failed",
        [RecordState.Baseline] = "baseline",
    };

    private static readonly Dictionary<Direction, string> Directions = new()
    {
        [Direction.Upgrade] = "upgrade",
        [Direction.Rollback] = "rollback",
    };

    public static string Of(MigrationKind kind) => Kinds[kind];

    public static string Of(RecordState state) => States[state];

    public static string Of(Direction direction) => Directions[direction];

    public static MigrationKind ToKind(string text) => Find(Kinds, text);

    public static RecordState ToState(string text) => Find(States, text);

    public static Direction ToDirection(string text) => Find(Directions, text);

    private static T Find<T>(Dictionary<T, string> names, string text)
        where T : struct, Enum
    {
        foreach (var (value, name) in names)
        {
            if (name == text)
                return value;
        }

        throw new InvalidDataException($"The records hold '{text}', which this version does not know.");
    }
}
