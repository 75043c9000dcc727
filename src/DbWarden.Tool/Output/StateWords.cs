using DbWarden.Deploy;

namespace DbWarden.Tool.Output;

/// <summary>Where a migration stands, in a word.</summary>
internal static class StateWords
{
    public static Phrase Of(MigrationStatus status) =>
        status switch
        {
            MigrationStatus.Applied => "applied".Good(),
            MigrationStatus.Pending => "pending".Warning(),
            MigrationStatus.Baseline => "baseline".Good(),
            MigrationStatus.Failed => "failed".Bad(),
            MigrationStatus.Applying => "applying".Warning(),
            MigrationStatus.Drifted => "drifted".Bad(),
            MigrationStatus.Unknown => "unknown".Warning(),
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A status without a word."),
        };

    /// <summary>What a word means that a run stops at; null for the others.</summary>
    public static string? Explain(MigrationStatus status) =>
        status switch
        {
            MigrationStatus.Drifted => "the file was changed after it was applied; 'migrate' refuses it and names the ways on",
            MigrationStatus.Unknown => "applied by another release; this artifact does not have it",
            _ => null,
        };
}
