using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Parsing.Directives;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>What a migration depends on must be there, and run before it.</summary>
internal sealed class Dbw1008WrongDependency : DatabaseRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW1008",
            "depends_on is malformed, unknown, cyclic or later",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(DatabaseFiles files)
    {
        foreach (var file in files.All)
        {
            foreach (var problem in file.Content?.DependencyProblems ?? [])
                file.Report.Add(this, problem.Span, problem.Message);
        }

        var graph = new DependencyGraph(files.Named);
        foreach (var file in files.Named)
        {
            foreach (var reference in file.Content?.Dependencies ?? [])
            {
                if (Fault(files, graph, file, reference) is { } fault)
                    file.Report.Add(this, reference.Span, fault);
            }
        }
    }

    private static string? Fault(DatabaseFiles files, DependencyGraph graph, MigrationFile file, DependencyReference reference)
    {
        if (MigrationVersion.TryParse(reference.Version) is not { } version)
            return $"'{reference.Version}' is not a version; write its digits, such as '0004'";
        if (graph.Find(version) is not { } target)
            return files.HasUnreadableNames ? null : Unknown(files, file, reference.Version);
        if (target == file)
            return $"version {version} is this file itself; remove it from the list";
        if (file.Name!.Version is not { } own || version < own)
            return null;
        return graph.PathBetween(target, file) is { } path
            ? $"the dependency is cyclic: {own} -> {string.Join(" -> ", path.Select(step => step.Name!.Version))}; remove one of these"
            : $"version {version} runs later than {own}; depend on earlier versions only, or give this file a higher version";
    }

    private static string Unknown(DatabaseFiles files, MigrationFile file, string version)
    {
        var earlier = files
            .InRunOrder.TakeWhile(other => other != file)
            .Select(other => other.Name!.Version?.Text)
            .OfType<string>();
        var advice = Spelling.Nearest(version, earlier) is { } nearest
            ? $"write '{nearest}', or add it"
            : "add it, or remove it from the list";
        return $"no migration of database '{files.Database.Name}' has version {version}; {advice}";
    }
}
