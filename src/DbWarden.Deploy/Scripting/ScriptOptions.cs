using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Scripting;

/// <summary>Which migrations a script applies or takes back.</summary>
public sealed record ScriptOptions
{
    /// <summary>The newest version that the database has; null for none where it is to be migrated, for the artifact's newest where it is to be rolled back.</summary>
    public MigrationVersion? From { get; init; }

    /// <summary>
    /// The newest version that it is to have. Null for everything, repeatables included; for a rollback, for the version before
    /// <see cref="From"/>. Version 0 is before the first one.
    /// </summary>
    public MigrationVersion? To { get; init; }

    /// <summary>Whether migrations are taken back.</summary>
    public bool Rollback { get; init; }

    /// <summary>The schema of the three tables; null for the one that the client's session begins in.</summary>
    public string? Schema { get; init; }
}
