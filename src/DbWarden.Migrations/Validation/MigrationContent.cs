using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Parsing.Directives;

namespace DbWarden.Migrations.Validation;

/// <summary>What is kept of a file when its text is let go.</summary>
internal sealed record MigrationContent(
    MigrationDirectives Directives,
    IReadOnlyList<DependencyReference> Dependencies,
    IReadOnlyList<DirectiveProblem> DependencyProblems,
    RollbackKind Rollback,
    string? UpgradeChecksum,
    string? RollbackChecksum,
    string FileChecksum,
    long Bytes
)
{
    public static MigrationContent Of(MigrationScript script) =>
        new(
            script.Directives,
            script.Outline.Dependencies,
            [.. script.Outline.DirectiveProblems.Where(problem => problem.Kind == DirectiveKind.DependsOn)],
            script.RollbackKind,
            script.Upgrade?.Checksum,
            script.Rollback?.Checksum,
            Parsing.FileChecksum.Compute(script.Bytes.Span),
            script.Bytes.Length
        );
}
