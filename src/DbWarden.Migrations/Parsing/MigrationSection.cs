using DbWarden.Migrations.Dialects;

namespace DbWarden.Migrations.Parsing;

/// <summary>The upgrade or the rollback part of a migration file, without its marker line.</summary>
/// <param name="Script">The whole file's bytes.</param>
/// <param name="Dialect">The dialect it is written in.</param>
/// <param name="Start">Offset behind the marker line.</param>
/// <param name="End">Offset of the next marker or of the end of the file.</param>
/// <param name="Line">1-based line of <paramref name="Start"/>.</param>
/// <param name="StatementCount">How many statements it has.</param>
public sealed record MigrationSection(
    ReadOnlyMemory<byte> Script,
    Dialect Dialect,
    int Start,
    int End,
    int Line,
    int StatementCount
)
{
    /// <summary>The section's bytes as they stand in the file.</summary>
    public ReadOnlyMemory<byte> Text => Script[Start..End];

    /// <summary>Reads the statements of this section; nothing is kept, so a section of any size runs in bounded memory.</summary>
    public ScriptReader OpenReader() => Dialect.CreateReader(Script, Start, End, Line);
}
