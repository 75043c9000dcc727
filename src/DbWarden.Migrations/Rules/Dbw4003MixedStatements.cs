using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>Where DDL commits by itself, a file that also changes rows can fail between the two, and nothing takes the first half back.</summary>
internal sealed class Dbw4003MixedStatements : StatementRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW4003",
            "Definitions and rows change in one file, on an engine whose DDL commits by itself",
            DiagnosticSeverity.Warning,
            CanSetSeverity: true,
            CanAllowInFile: true
        );

    public override StatementInspection? Begin(Dialect dialect) => dialect.HasTransactionalDdl ? null : new Inspection(this);

    private sealed class Inspection(Dbw4003MixedStatements rule) : StatementInspection
    {
        private readonly List<(SourceSpan Span, string Message)> _mixtures = [];
        private SectionKind _section = SectionKind.Preamble;
        private First? _definitions;
        private First? _rows;
        private bool _isMixed;

        public override void OnStatement(in StatementContext context)
        {
            if (context.Section != _section)
            {
                (_section, _definitions, _rows, _isMixed) = (context.Section, null, null, false);
            }

            if (_isMixed)
                return;
            if (context.Has(StatementTraits.ChangesDefinitions))
                _definitions ??= First.Of(context);
            else if (context.Has(StatementTraits.ChangesRows))
                _rows ??= First.Of(context);
            if (_definitions is null || _rows is null)
                return;
            _isMixed = true;
            _mixtures.Add((context.Span, Message(_definitions, _rows)));
        }

        public override void Complete(MigrationScript script, FileReport report)
        {
            // Who declares no-transaction has said that each statement stands for itself.
            if (script.Directives.NoTransaction)
                return;
            foreach (var (span, message) in _mixtures)
                report.Add(rule, span, message);
        }

        private static string Message(First definitions, First rows) =>
            $"{definitions.Label} in line {definitions.Line} commits by itself, {rows.Label} in line {rows.Line} changes rows: "
            + "a failure between them cannot be undone; give the rows a migration of their own";
    }

    private sealed record First(string Label, int Line)
    {
        public static First Of(in StatementContext context) => new(StatementLabel.Of(context.Text), context.Line);
    }
}
