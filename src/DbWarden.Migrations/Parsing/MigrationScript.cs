using DbWarden.Migrations.Dialects;

namespace DbWarden.Migrations.Parsing;

/// <summary>A migration file's text, taken apart into directives and sections. Nothing of a statement is kept.</summary>
public sealed class MigrationScript
{
    internal MigrationScript(ReadOnlyMemory<byte> bytes, Dialect dialect, MigrationDirectives directives, ScriptOutline outline)
    {
        Bytes = bytes;
        Dialect = dialect;
        Directives = directives;
        Outline = outline;
    }

    /// <summary>The file's bytes, as they stand on disk.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public Dialect Dialect { get; }

    public MigrationDirectives Directives { get; }

    /// <summary>The upgrade section; null where the file has none.</summary>
    public MigrationSection? Upgrade { get; internal init; }

    /// <summary>The rollback section; null where the file has none.</summary>
    public MigrationSection? Rollback { get; internal init; }

    public RollbackKind RollbackKind =>
        Directives.Irreversible is not null ? RollbackKind.Irreversible
        : Directives.NothingToUndo is not null ? RollbackKind.None
        : Rollback is { StatementCount: > 0 } ? RollbackKind.Real
        : RollbackKind.Missing;

    internal ScriptOutline Outline { get; }

    /// <summary>Takes a file apart. Never throws; what is wrong with the text is for the rules to say.</summary>
    public static MigrationScript Parse(ReadOnlyMemory<byte> bytes, Dialect dialect) =>
        Parse(bytes, dialect, bytes.Length, observer: null);

    /// <summary>Takes a file apart up to <paramref name="end"/>, and shows the observer every item on the way.</summary>
    internal static MigrationScript Parse(ReadOnlyMemory<byte> bytes, Dialect dialect, int end, ScriptObserver? observer) =>
        new MigrationScriptParser(bytes, dialect, end, observer).Parse();
}
