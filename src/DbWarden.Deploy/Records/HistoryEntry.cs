using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Records;

/// <summary>A row of <c>__dbwarden_history</c>: something that happened. Rows are never updated or deleted.</summary>
/// <param name="Number">Grows with every entry.</param>
/// <param name="Operation">migrate, rollback, baseline, repair, take-over, unlock, restore.</param>
/// <param name="Kind">Of the migration concerned; null where the entry is about none.</param>
/// <param name="Outcome">applied, rolled-back, failed …</param>
/// <param name="At">By the server's clock, in UTC.</param>
/// <param name="By">Database user and client host.</param>
/// <param name="Error">What failed; null otherwise. Free of secrets.</param>
public sealed record HistoryEntry(
    long Number,
    string Operation,
    MigrationKind? Kind,
    string? Identity,
    string? Version,
    string? Description,
    string? File,
    string Outcome,
    DateTimeOffset At,
    TimeSpan Duration,
    string By,
    string? ArtifactName,
    string? ArtifactVersion,
    string ToolVersion,
    string ExecutionId,
    string? Error
);
