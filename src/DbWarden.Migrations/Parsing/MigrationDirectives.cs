using DbWarden.Migrations.Parsing.Directives;

namespace DbWarden.Migrations.Parsing;

/// <summary>What the lines before <c>-- upgrade</c> declare. A directive that is not there is null, false or empty.</summary>
public sealed record MigrationDirectives
{
    public static MigrationDirectives Empty { get; } = new();

    public string? Description { get; init; }

    /// <summary>Versions as written in <c>depends_on</c>.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>The reason of <c>irreversible</c>.</summary>
    public string? Irreversible { get; init; }

    /// <summary>The reason of <c>nothing-to-undo</c>.</summary>
    public string? NothingToUndo { get; init; }

    /// <summary>Statements run one by one outside a transaction.</summary>
    public bool NoTransaction { get; init; }

    /// <summary>SQLite: foreign keys are off around the transaction.</summary>
    public bool ForeignKeysOff { get; init; }

    public TimeSpan? StatementTimeout { get; init; }

    public TimeSpan? LockTimeout { get; init; }

    /// <summary>Codes silenced in this file, with the reason for each.</summary>
    public IReadOnlyDictionary<string, string> Allowed { get; init; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The directives that running the rollback needs, as the lines of a file; empty where it needs none. <see cref="Parse"/> reads them again.
    /// </summary>
    public string ToRollbackText() => RollbackDirectives.Write(this);

    /// <summary>Reads directive lines that stand without their file. Lines that are none are passed over.</summary>
    public static MigrationDirectives Parse(string lines)
    {
        var reader = new DirectiveReader();
        var number = 0;
        foreach (var line in lines.Split('\n'))
            reader.Read(new DirectiveLine(line.Trim(), ++number, 1), SectionKind.Preamble);
        return reader.Declared;
    }
}
