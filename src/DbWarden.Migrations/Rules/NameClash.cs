using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>What the rules about equal names ask of two files.</summary>
internal static class NameClash
{
    public static bool DifferOnlyInCase(string left, string right) =>
        left != right && string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>What to say where the two files are one, which the project lists twice; null otherwise.</summary>
    public static string? IsListedTwice(MigrationFile first, MigrationFile second) =>
        first.Source.Path == second.Source.Path
            ? "the project lists this file twice as a DbWardenMigration; remove one of the items"
            : null;
}
