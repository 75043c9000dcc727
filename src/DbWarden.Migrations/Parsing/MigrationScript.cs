using DbWarden.Migrations.Dialects;

namespace DbWarden.Migrations.Parsing;

/// <summary>A migration file's text, taken apart into directives and sections. Nothing of a statement is kept.</summary>
public sealed class MigrationScript
{
    private MigrationScript(ReadOnlyMemory<byte> bytes, Dialect dialect)
    {
        Bytes = bytes;
        Dialect = dialect;
    }

    /// <summary>The file's bytes, as they stand on disk.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public Dialect Dialect { get; }

    public MigrationDirectives Directives { get; private init; } = MigrationDirectives.Empty;

    /// <summary>The upgrade section; null where the file has none.</summary>
    public MigrationSection? Upgrade { get; private init; }

    /// <summary>The rollback section; null where the file has none.</summary>
    public MigrationSection? Rollback { get; private init; }

    public RollbackKind RollbackKind => throw new NotSupportedException("Not yet written.");

    /// <summary>Takes a file apart. Never throws; what is wrong with the text is for the rules to say.</summary>
    public static MigrationScript Parse(ReadOnlyMemory<byte> bytes, Dialect dialect) => throw new NotSupportedException("Not yet written.");
}
