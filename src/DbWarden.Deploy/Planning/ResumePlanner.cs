using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Records;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Planning;

/// <summary>Plans the rest of a migration that stopped half way, or says why it cannot simply go on.</summary>
internal sealed class ResumePlanner(bool resume, int? resumeAt, CommandHint command)
{
    /// <summary>Empty where nothing stopped half way in this direction, or nobody asked to go on.</summary>
    /// <param name="choose">Finds what is to be run for a record that stopped half way.</param>
    public Result<IReadOnlyList<PlannedMigration>> Plan(
        MigrationView view,
        Direction direction,
        Func<MigrationRecord, Result<PlannedMigration>> choose
    )
    {
        if (!resume && resumeAt is null)
            return Array.Empty<PlannedMigration>();
        if (view.Unresolved.FirstOrDefault(record => record.Direction == direction) is not { } record)
            return Array.Empty<PlannedMigration>();
        var migration = choose(record);
        return migration.IsSuccess ? Judge(migration.Value, record) : migration.Failure;
    }

    private Result<IReadOnlyList<PlannedMigration>> Judge(PlannedMigration migration, MigrationRecord record)
    {
        if (migration.Section is not { } section)
            return UnresolvedMigration.Missing(record, command);
        if (ChangedUnit(section, record) is { } changed)
            return Changed(migration, record, changed);
        var statementInDoubt = record.UnitInDoubt is { } number && resumeAt is null ? FirstOf(section, number) : null;
        var told = resumeAt is null ? UnitEvidence.CountTold(section, record) : 0;
        if (resumeAt is null && record.UnitInDoubt is { } doubt && told == 0)
            return InDoubt(migration, record, doubt, statementInDoubt);
        if (resumeAt is { } unit && (unit <= record.UnitsDone || unit > record.UnitsTotal + 1))
            return OutOfRange(record, unit);

        var first = resumeAt ?? (record.UnitsDone + 1);
        if (resumeAt is null && UnitReplay.Obstacle(section, first) is { } obstacle)
            return NotRepeatable(migration, record, obstacle);
        return new[] { migration with { FirstUnit = first, Sql = RestOf(section, first), UnitsInDoubt = told } };
    }

    /// <summary>The first of the units done whose text is not what ran; null where all are the same.</summary>
    private static ScriptStatement? ChangedUnit(MigrationSection section, MigrationRecord record)
    {
        var expected = record.UnitChecksums ?? "";
        var reader = new UnitReader(section);
        using var checksum = new UnitChecksum();
        ScriptStatement? first = null;
        var more = reader.Read();
        for (var unit = 1; unit <= record.UnitsDone; unit++)
        {
            if (!more)
                return first ?? default(ScriptStatement);
            first = reader.Statement;
            do
            {
                checksum.Append(reader.Statement.Bytes.Span);
                more = reader.Read();
            } while (more && !reader.StartsUnit);

            var start = (unit - 1) * UnitChecksum.Length;
            if (
                expected.Length < start + UnitChecksum.Length
                || checksum.Take() != expected.Substring(start, UnitChecksum.Length)
            )
                return first;
        }

        return null;
    }

    /// <summary>The section's text from a unit on.</summary>
    private static ReadOnlyMemory<byte> RestOf(MigrationSection section, int firstUnit) =>
        FirstOf(section, firstUnit) is { } statement ? section.Script[statement.Position.Start..section.End] : default;

    /// <summary>The first statement of a unit; null where the section has not so many.</summary>
    private static ScriptStatement? FirstOf(MigrationSection section, int unit)
    {
        var reader = new UnitReader(section);
        while (reader.Read())
        {
            if (reader.UnitNumber == unit)
                return reader.Statement;
        }

        return null;
    }

    private Failure Changed(PlannedMigration migration, MigrationRecord record, ScriptStatement statement) =>
        new(FailureKind.Refused, $"A statement of {record.File} that has already taken effect was changed since.")
        {
            Location = statement.Script.IsEmpty ? migration.Label : migration.LocationOf(statement.Locate(offset: null)),
            State = UnresolvedMigration.State(record),
            Next =
            [
                "Put it back as it ran; only what has not run may be corrected.",
                .. record.Direction == Direction.Rollback
                    ? ["If the stored rollback was running: " + command.For("rollback --resume --use-stored")]
                    : Array.Empty<string>(),
                .. UnresolvedMigration.Next(record, command).Skip(1),
            ],
        };

    private Failure InDoubt(PlannedMigration migration, MigrationRecord record, int unit, ScriptStatement? statement) =>
        new(
            FailureKind.Refused,
            FormattableString.Invariant($"It is not known whether unit {unit} of {record.File} took effect.")
        )
        {
            Location = statement is { } place ? migration.LocationOf(place.Locate(offset: null)) : null,
            Details =
            [
                .. record.Error is { } error ? [error] : Array.Empty<string>(),
                .. statement is { } started
                    ? [FormattableString.Invariant($"Unit {unit}: {started.Summary}")]
                    : Array.Empty<string>(),
            ],
            State = UnresolvedMigration.State(record),
            Next =
            [
                FormattableString.Invariant($"Look at what unit {unit} changes. If it is not there, run it again: ")
                    + command.For(FormattableString.Invariant($"{Verb(record)} --resume-at {unit}")),
                "If it is there, go on behind it: "
                    + command.For(FormattableString.Invariant($"{Verb(record)} --resume-at {unit + 1}")),
            ],
        };

    private Failure NotRepeatable(PlannedMigration migration, MigrationRecord record, ScriptStatement statement) =>
        new(
            FailureKind.Refused,
            $"{record.File} made something in its session that is gone, and later statements may need it: {statement.Summary}"
        )
        {
            Location = migration.LocationOf(statement.Locate(offset: null)),
            State = UnresolvedMigration.State(record),
            Next =
            [
                "If they do not need it: "
                    + command.For(FormattableString.Invariant($"{Verb(record)} --resume-at {record.UnitsDone + 1}")),
                .. UnresolvedMigration.Next(record, command).Skip(1),
            ],
        };

    private Failure OutOfRange(MigrationRecord record, int unit) =>
        new(
            FailureKind.Usage,
            FormattableString.Invariant(
                $"{record.File} cannot go on at unit {unit}: that is not between {record.UnitsDone + 1} and {record.UnitsTotal + 1}."
            )
        )
        {
            State = UnresolvedMigration.State(record),
            Next = ["See how far it came: " + command.For("status")],
        };

    private static string Verb(MigrationRecord record) => record.Direction == Direction.Upgrade ? "migrate" : "rollback";
}
