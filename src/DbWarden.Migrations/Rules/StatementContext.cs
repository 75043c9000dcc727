using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Rules;

/// <summary>A statement, while its file is being read. Nothing of it may be kept but what a rule copies.</summary>
internal readonly ref struct StatementContext(
    ReadOnlySpan<byte> script,
    Statement statement,
    SectionKind section,
    StatementTraits traits
)
{
    private readonly ReadOnlySpan<byte> _script = script;
    private readonly Statement _statement = statement;

    public SectionKind Section { get; } = section;

    public StatementTraits Traits { get; } = traits;

    /// <summary>1-based line of the statement's first byte.</summary>
    public int Line => _statement.Line;

    /// <summary>The statement's bytes, without leading comments and terminator.</summary>
    public ReadOnlySpan<byte> Text => _script[_statement.Start.._statement.End];

    /// <summary>The statement's first line.</summary>
    public SourceSpan Span => SourceSpans.OfFirstLine(_script, _statement);

    public bool Has(StatementTraits any) => (Traits & any) != StatementTraits.None;
}
