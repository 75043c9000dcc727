namespace DbWarden.Deploy;

/// <summary>What the records are to say after somebody has mended the database by hand. Exactly one of the three is set.</summary>
public sealed record RepairOptions
{
    /// <summary>This version, or the repeatable of this name, has been applied as a whole.</summary>
    public string? MarkApplied { get; init; }

    /// <summary>Nothing of this version, or of the repeatable of this name, is in the database.</summary>
    public string? MarkPending { get; init; }

    /// <summary>Applied migrations whose files have changed since are as good as what was applied.</summary>
    public bool AcceptChecksums { get; init; }

    /// <summary>Only say what would be changed.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What a repair changed, or would change; a line each. Empty where there was nothing to change.</summary>
public sealed record RepairReport(IReadOnlyList<string> Changes);
