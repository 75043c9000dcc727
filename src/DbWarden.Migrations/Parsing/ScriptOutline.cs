using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing.Directives;

namespace DbWarden.Migrations.Parsing;

/// <summary>What rules ask about a script beside its sections: where its parts stand, and what could not be read.</summary>
internal sealed record ScriptOutline
{
    /// <summary>Every section marker, in file order, repeated ones too.</summary>
    public required IReadOnlyList<SectionLine> Markers { get; init; }

    /// <summary>The first line of the first statement that stands before any marker.</summary>
    public required SourceSpan? StatementBeforeMarkers { get; init; }

    /// <summary>Lines of the scaffold that are still there.</summary>
    public required IReadOnlyList<SectionLine> Placeholders { get; init; }

    public required IReadOnlyList<ScriptProblem> Problems { get; init; }

    public required IReadOnlyList<Directive> Directives { get; init; }

    public required IReadOnlyList<DirectiveProblem> DirectiveProblems { get; init; }

    public required IReadOnlyList<DependencyReference> Dependencies { get; init; }

    /// <summary>Whether only a part of the file was read, since what follows it is not SQL.</summary>
    public required bool IsCut { get; init; }

    /// <summary>Whether the file was read to its end. Only then does what was not seen not exist.</summary>
    public bool IsComplete => !IsCut && !Problems.Any(problem => problem.EndsReading);

    /// <summary>Whether each section is there at most once, and the upgrade stands before the rollback.</summary>
    public bool HasOrderlySections
    {
        get
        {
            for (var i = 1; i < Markers.Count; i++)
            {
                if (Markers[i].Section <= Markers[i - 1].Section)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Whether a section without a statement is so for a reason of its own, and not because of something that is reported anyway.</summary>
    public bool IsEmptyInItself(SectionKind section) =>
        IsComplete
        && HasOrderlySections
        && !Problems.Any(problem => problem.Section == section)
        && !Placeholders.Any(placeholder => placeholder.Section == section);
}

/// <summary>A line that matters, and the part of the file that it begins or stands in.</summary>
internal sealed record SectionLine(SectionKind Section, SourceSpan Span);

/// <summary>Text that cannot be read as SQL, and the part of the file that it stands in.</summary>
internal sealed record ScriptProblem(SyntaxProblem Problem, SectionKind Section, SourceSpan Span)
{
    /// <summary>Whether nothing can be made of what follows.</summary>
    public bool EndsReading =>
        Problem.Kind is not (SyntaxProblemKind.ClientCommand or SyntaxProblemKind.DelimiterWithoutArgument);
}
