using System.Globalization;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Planning;

/// <summary>Tells of a statement-by-statement migration that stopped half way, and of the ways on.</summary>
internal static class UnresolvedMigration
{
    public static Failure Refuse(MigrationRecord record, CommandHint command) =>
        new(FailureKind.Refused, $"{record.File} is half {Word(record)}, and nothing else may run before that is dealt with.")
        {
            Details = record.Error is null ? [] : [record.Error],
            State = State(record),
            Next = Next(record, command),
        };

    public static Failure Missing(MigrationRecord record, CommandHint command) =>
        new(FailureKind.Refused, $"{record.File} is half {Word(record)}, and this artifact does not have it.")
        {
            State = State(record),
            Next = ["Go on with the release that has it.", .. Next(record, command).Skip(1)],
        };

    /// <summary>Which units are done, and what is known of the one that is not.</summary>
    public static string State(MigrationRecord record)
    {
        var done = record.UnitsDone switch
        {
            0 => "None",
            1 => "Unit 1",
            var count => string.Create(CultureInfo.InvariantCulture, $"Units 1 to {count}"),
        };
        var unit = record.UnitsDone + 1;
        var rest = record switch
        {
            { UnitInDoubt: { } doubt } when UnitEvidence.CountNoted(record) is > 1 and var noted => string.Create(
                CultureInfo.InvariantCulture,
                $"; units {doubt} to {doubt + noted - 1} were started together, and the catalog tells which of them took effect"
            ),
            { UnitInDoubt: { } doubt } => string.Create(
                CultureInfo.InvariantCulture,
                $"; unit {doubt} was started, and it is not known whether it took effect"
            ),
            { State: RecordState.Failed, UnitsDone: > 0 } when unit <= record.UnitsTotal => string.Create(
                CultureInfo.InvariantCulture,
                $"; unit {unit} did not"
            ),
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{done} of {record.UnitsTotal} in {record.File} took effect{rest}.");
    }

    public static IReadOnlyList<string> Next(MigrationRecord record, CommandHint command)
    {
        var name = record.Version ?? record.Identity;
        if (record.Direction == Direction.Rollback)
        {
            return
            [
                $"When what stood in its way is gone, go on with its first unit that has not run: {command.For("rollback --resume")}",
                $"Or finish it by hand and say so: {command.For($"repair --mark-pending {name}")}",
                $"Or undo by hand what took effect and say so: {command.For($"repair --mark-applied {name}")}",
            ];
        }

        return
        [
            $"Correct the statements that have not run, if need be, and go on with the first of them: {command.For("migrate --resume")}",
            $"Or finish it by hand and say so: {command.For($"repair --mark-applied {name}")}",
            $"Or undo by hand what took effect and say so: {command.For($"repair --mark-pending {name}")}",
        ];
    }

    private static string Word(MigrationRecord record) => record.Direction == Direction.Upgrade ? "applied" : "rolled back";
}
