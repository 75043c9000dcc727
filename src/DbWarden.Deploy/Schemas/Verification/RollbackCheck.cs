using DbWarden.Deploy.Results;
using DbWarden.Deploy.Schemas.Comparing;

namespace DbWarden.Deploy.Schemas.Verification;

/// <summary>What came of running one migration up, down and up again.</summary>
public enum CheckOutcome
{
    Passed,

    /// <summary>Declared irreversible, or without a rollback: only its upgrade was run.</summary>
    NotReversible,

    UpgradeFailed,

    RollbackFailed,

    /// <summary>The rollback ran, and left a schema that is not the one before the upgrade.</summary>
    RollbackDiffers,

    /// <summary>After the rollback the upgrade could not be run again.</summary>
    SecondUpgradeFailed,

    /// <summary>The second upgrade made another schema than the first.</summary>
    SecondUpgradeDiffers,
}

/// <summary>One migration's line in the report of <c>verify</c>.</summary>
/// <param name="File">The migration's file.</param>
public sealed record RollbackCheck(string File, CheckOutcome Outcome)
{
    public bool IsGood => Outcome is CheckOutcome.Passed or CheckOutcome.NotReversible;

    /// <summary>How the schema differs, or what is worth a note; null where nothing was compared.</summary>
    public SchemaComparison? Comparison { get; init; }

    /// <summary>Why a step failed.</summary>
    public Failure? Failure { get; init; }
}

/// <summary>The report of <c>verify</c>, in the order in which migrations run.</summary>
/// <param name="NotRun">Migrations that could not be tried, because an earlier upgrade failed.</param>
public sealed record VerificationReport(IReadOnlyList<RollbackCheck> Checks, IReadOnlyList<string> NotRun)
{
    public bool IsGood => NotRun.Count == 0 && Checks.All(check => check.IsGood);
}
