using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Planning;

namespace DbWarden.Deploy.Scripting;

/// <summary>What a script does, and on what it insists first.</summary>
/// <param name="Applied">The versions that the database must have, these and no others.</param>
/// <param name="Migrations">In the order in which they run.</param>
internal sealed record ScriptPlan(IReadOnlyList<ArtifactMigration> Applied, IReadOnlyList<PlannedMigration> Migrations);
