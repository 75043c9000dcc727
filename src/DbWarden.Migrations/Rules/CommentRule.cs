using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A rule about comment lines, each of which it judges by itself.</summary>
internal abstract class CommentRule : MigrationRule
{
    public abstract void Check(in CommentContext comment, FileReport report);
}

/// <summary>A comment line, while its file is being read.</summary>
internal readonly ref struct CommentContext(ReadOnlySpan<byte> script, (int Start, int End, int Line, int Column) comment)
{
    private readonly ReadOnlySpan<byte> _script = script;
    private readonly (int Start, int End, int Line, int Column) _comment = comment;

    /// <summary>From the first dash to the end of the line.</summary>
    public ReadOnlySpan<byte> Text => _script[_comment.Start.._comment.End];

    public SourceSpan Span => SourceSpans.OfLine(_script, _comment);
}
