using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Dialects;

namespace DbWarden.Migrations.Parsing;

/// <summary>The upgrade or the rollback part of a migration file, without its marker line.</summary>
/// <param name="script">The whole file's bytes.</param>
/// <param name="dialect">The dialect it is written in.</param>
/// <param name="start">Offset behind the marker line.</param>
/// <param name="end">Offset of the next marker or of the end of the file.</param>
/// <param name="line">1-based line of <paramref name="start"/>.</param>
/// <param name="statementCount">How many statements it has.</param>
public sealed class MigrationSection(
    ReadOnlyMemory<byte> script,
    Dialect dialect,
    int start,
    int end,
    int line,
    int statementCount
)
{
    private string? _checksum;

    public ReadOnlyMemory<byte> Script => script;

    public Dialect Dialect => dialect;

    public int Start => start;

    public int End => end;

    public int Line => line;

    public int StatementCount => statementCount;

    /// <summary>The section's bytes as they stand in the file.</summary>
    public ReadOnlyMemory<byte> Text => script[start..end];

    /// <summary>The section's checksum; computed when it is first asked for.</summary>
    public string Checksum => _checksum ??= SectionChecksum.Compute(Text.Span);

    /// <summary>The marker line, where there is one.</summary>
    internal SourceSpan Marker { get; init; }

    /// <summary>The first line of the first statement; null without statements.</summary>
    internal SourceSpan? FirstStatement { get; init; }

    /// <summary>Reads the statements of this section; nothing is kept, so a section of any size runs in bounded memory.</summary>
    public ScriptReader OpenReader() => dialect.CreateReader(script, start, end, line);
}
