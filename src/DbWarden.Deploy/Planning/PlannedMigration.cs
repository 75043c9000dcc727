using System.Globalization;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Records;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Planning;

/// <summary>Why a migration is in a plan.</summary>
public enum PlanReason
{
    /// <summary>A versioned migration that has not run.</summary>
    Pending,

    /// <summary>A runs-on-change migration that is new or whose upgrade section changed.</summary>
    Changed,

    /// <summary>A runs-always migration.</summary>
    Always,

    /// <summary>A versioned migration that is only recorded, and never run.</summary>
    Baseline,

    /// <summary>An applied migration that is to be rolled back.</summary>
    RollBack,
}

/// <summary>One migration that a run is going to apply or to roll back.</summary>
/// <param name="Kind">When it runs.</param>
/// <param name="Identity">Canonical version or name.</param>
/// <param name="Version">The version as written; null for a repeatable.</param>
/// <param name="Description">As people read it.</param>
/// <param name="File">The file's name.</param>
/// <param name="Reason">Why it is in the plan.</param>
/// <param name="Sql">What is going to be run: the section's text.</param>
/// <param name="Source">The artifact's migration; null where only the database knows it (a stored rollback).</param>
public sealed record PlannedMigration(
    MigrationKind Kind,
    string Identity,
    string? Version,
    string Description,
    string File,
    PlanReason Reason,
    ReadOnlyMemory<byte> Sql,
    ArtifactMigration? Source
)
{
    /// <summary>Whether a rollback comes from the database, as it was stored when the migration was applied, rather than from the artifact.</summary>
    public bool UsesStoredRollback { get; init; }

    /// <summary>The file, taken apart.</summary>
    internal MigrationScript? Script { get; init; }

    /// <summary>The part of <see cref="Script"/> that is going to run; null where there is none.</summary>
    internal MigrationSection? Section { get; init; }

    /// <summary>What the database says of the migration; null for one that has not run.</summary>
    internal MigrationRecord? Record { get; init; }

    /// <summary>The 1-based unit to begin with; units before it have taken effect in an earlier run.</summary>
    public int FirstUnit { get; init; } = 1;

    /// <summary>From <see cref="FirstUnit"/> on, how many units may have taken effect already, as the catalog will tell.</summary>
    internal int UnitsInDoubt { get; init; }

    /// <summary>The file, as messages name the place in which a statement stands.</summary>
    internal string Label => UsesStoredRollback ? File + ", stored rollback" : File;

    internal Direction Direction => Reason == PlanReason.RollBack ? Direction.Rollback : Direction.Upgrade;

    /// <summary>Names a place in <see cref="Script"/>, such as <c>V__0004_x.sql(12,3)</c>.</summary>
    internal string LocationOf((int Line, int Column) place)
    {
        // A stored rollback has no file to count in: its lines count from its own first one.
        var line = UsesStoredRollback ? place.Line - Section!.Line + 1 : place.Line;
        return string.Create(CultureInfo.InvariantCulture, $"{Label}({line},{place.Column})");
    }
}
