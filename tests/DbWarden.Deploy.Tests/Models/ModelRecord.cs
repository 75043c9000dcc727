namespace DbWarden.Deploy.Tests.Models;

/// <summary>What the model's database says of a migration.</summary>
/// <param name="File">As it was when it was applied.</param>
/// <param name="State">Applied, Failed or Applying, as <c>status</c> names them.</param>
/// <param name="Done">How many statements are counted, where it stopped half way.</param>
/// <param name="InDoubt">Whether the statement after those was started and took effect without being counted.</param>
internal sealed record ModelRecord(ModelFile File, MigrationStatus State, int Done = 0, bool InDoubt = false);
