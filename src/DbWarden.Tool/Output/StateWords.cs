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
}
