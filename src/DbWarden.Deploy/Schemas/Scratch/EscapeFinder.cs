using System.Text;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Schemas.Scratch;

/// <summary>Looks through migrations for statements that must not be tried out on a server that others live on.</summary>
internal static class EscapeFinder
{
    // Longer ones are data; what could do harm stands at their beginning.
    private const int LongestStatement = 1 << 20;

    public static Failure? Find(IReadOnlyList<ArtifactMigration> migrations, Dialect dialect, ScratchSpace space)
    {
        foreach (var migration in migrations)
        {
            var script = MigrationScript.Parse(migration.Bytes, dialect);
            foreach (var section in new[] { script.Upgrade, script.Rollback }.OfType<MigrationSection>())
            {
                if (FindIn(section, space) is not var (statement, escape))
                    continue;
                return new Failure(
                    FailureKind.Refused,
                    $"A migration reaches beyond its own database ({escape}), and so cannot be tried out beside others on the same server."
                )
                {
                    Location = FormattableString.Invariant(
                        $"{migration.Manifest.Name.FileName}({statement.Line},{statement.Column})"
                    ),
                    State = "Nothing was run.",
                };
            }
        }

        return null;
    }

    private static (Statement Statement, string Escape)? FindIn(MigrationSection section, ScratchSpace space)
    {
        var reader = section.OpenReader();
        for (var item = reader.Read(); item != ScriptItemKind.End; item = reader.Read())
        {
            if (item != ScriptItemKind.Statement)
                continue;
            var statement = reader.Statement;
            var text = section.Script.Span.Slice(statement.Start, Math.Min(statement.Length, LongestStatement));
            if (space.FindEscape(Encoding.UTF8.GetString(text)) is { } escape)
                return (statement, escape);
        }

        return null;
    }
}
