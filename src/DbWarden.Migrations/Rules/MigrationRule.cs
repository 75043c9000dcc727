using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Migrations.Rules;

/// <summary>
/// A rule that migrations must keep: one class with one code, in a file named by both. It has a section in <c>docs/diagnostics.md</c>, a
/// table of tests, and stands in the list of <see cref="RuleSet"/>.
/// </summary>
internal abstract class MigrationRule
{
    public abstract DiagnosticDescriptor Descriptor { get; }
}
