using System.Runtime.CompilerServices;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Records;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Execution;

/// <summary>
/// What is noted of units before they run, so that the catalog tells afterwards whether they took effect: the checksum of each, provided
/// that what it creates is not there yet, or that what it drops is.
/// </summary>
internal static class UnitEvidence
{
    private const char Separator = ',';

    /// <summary>What to note, computed by the server in the very write that says "starting"; null where the catalog could not tell.</summary>
    public static FormattableString? Of(ScriptStatement statement, EngineSql sql) => Note(statement, ChecksumOf(statement), sql);

    /// <summary>The same for units that one write begins, the checksums behind one another.</summary>
    public static FormattableString? Of(IReadOnlyList<ScriptStatement> units, EngineSql sql)
    {
        var notes = Asked(units).Select(asked => Note(asked.Statement, asked.Checksums, sql)).ToArray();
        return notes.Length <= 1
            ? notes.FirstOrDefault()
            : FormattableStringFactory.Create(
                $"CONCAT_WS('{Separator}', {string.Join(", ", notes.Select((_, number) => $"{{{number}}}"))})",
                notes
            );
    }

    /// <summary>What the catalog is asked for, and which units that answers for: where a table is not there, nothing of it is.</summary>
    private static IEnumerable<(ScriptStatement Statement, string Checksums)> Asked(IReadOnlyList<ScriptStatement> units) =>
        units
            .GroupBy(unit => CatalogStatement.Of(unit) is { Table: [.., var table] } ? TableOf(units, table.Text) ?? unit : unit)
            .Select(asked => (asked.Key, string.Join(Separator, asked.Select(ChecksumOf))));

    private static ScriptStatement? TableOf(IReadOnlyList<ScriptStatement> units, string name)
    {
        foreach (var unit in units)
        {
            if (
                CatalogStatement.Of(unit) is { Creates: true, Kind: "TABLE", Name: [.., var made] }
                && string.Equals(made.Text, name, StringComparison.OrdinalIgnoreCase)
            )
                return unit;
        }

        return null;
    }

    private static FormattableString? Note(ScriptStatement statement, string checksums, EngineSql sql) =>
        Missing(statement, sql) is { } missing ? (FormattableString)$"CASE WHEN {missing} THEN {checksums} END" : null;

    /// <summary>The condition that a unit with evidence has not taken effect.</summary>
    public static FormattableString? Missing(ScriptStatement statement, EngineSql sql)
    {
        if (CatalogStatement.Of(statement) is not { } recognised || sql.IsThere(recognised) is not { } isThere)
            return null;
        return recognised.Creates ? $"NOT ({isThere})" : isThere;
    }

    /// <summary>
    /// From the unit in doubt on, how many units the catalog tells of. None where one that has been noted is not in the file any more as
    /// it was: it may have taken effect, and nobody could ask for it.
    /// </summary>
    public static int CountTold(MigrationSection section, MigrationRecord record)
    {
        if (record is not { UnitInDoubt: { } doubt, UnitEvidence: { } evidence })
            return 0;
        var noted = evidence.Split(Separator).ToHashSet(StringComparer.Ordinal);
        var reader = new UnitReader(section);
        var told = 0;
        while (noted.Count > 0 && reader.Read())
        {
            var isNoted = noted.Remove(ChecksumOf(reader.Statement));
            if (reader.UnitNumber < doubt)
                continue;
            if (!isNoted || reader.UnitNumber > doubt + told)
                break;
            told++;
        }

        return noted.Count == 0 ? told : 0;
    }

    /// <summary>How many units have been noted that are not counted as done.</summary>
    public static int CountNoted(MigrationRecord record)
    {
        var noted = record.UnitEvidence?.Split(Separator).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var done in record.UnitChecksums?.Chunk(UnitChecksum.Length) ?? [])
            noted.Remove(new string(done));
        return noted.Count;
    }

    public static string ChecksumOf(ScriptStatement statement)
    {
        using var checksum = new UnitChecksum();
        checksum.Append(statement.Bytes.Span);
        return checksum.Take();
    }
}
