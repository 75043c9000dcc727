using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>
/// A file runs in a transaction that is not its own, and must leave it alone; one that declares <c>no-transaction</c> may open its own, and must
/// end them.
/// </summary>
internal sealed class Dbw4001TransactionControl : StatementRule
{
    private const StatementTraits Control =
        StatementTraits.BeginsTransaction | StatementTraits.EndsTransaction | StatementTraits.ControlsTransaction;

    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW4001",
            "Transaction control in a file that runs in a transaction",
            DiagnosticSeverity.Error,
            CanSetSeverity: true,
            CanAllowInFile: true
        );

    public override StatementInspection Begin(Dialect dialect) => new Inspection(this);

    private sealed class Inspection(Dbw4001TransactionControl rule) : StatementInspection
    {
        private readonly List<Section> _sections = [];

        public override void OnStatement(in StatementContext context)
        {
            if (!context.Has(Control | StatementTraits.CommitsImplicitly))
                return;
            if (_sections.Count == 0 || _sections[^1].Kind != context.Section)
                _sections.Add(new Section(context.Section));
            _sections[^1].Add(context);
        }

        public override void Complete(MigrationScript script, FileReport report)
        {
            foreach (var section in _sections)
            {
                if (!script.Directives.NoTransaction)
                    section.ReportControl(rule, report);
                else if (script.Outline.IsComplete)
                    section.ReportOpen(rule, report);
            }
        }
    }

    /// <summary>What one section does with transactions.</summary>
    private sealed class Section(SectionKind kind)
    {
        private SourceSpan? _first;
        private string _label = "";
        private int _others;
        private int _lastLine;
        private SourceSpan? _open;

        public SectionKind Kind => kind;

        public void Add(in StatementContext context)
        {
            if (context.Has(StatementTraits.EndsTransaction | StatementTraits.CommitsImplicitly))
                _open = null;
            if (context.Has(StatementTraits.BeginsTransaction))
                _open = context.Span;
            if (!context.Has(Control))
                return;
            if (_first is null)
            {
                _first = context.Span;
                _label = StatementLabel.Of(context.Text);
                return;
            }

            _others++;
            _lastLine = context.Line;
        }

        /// <summary>One diagnostic a section: what begins and what ends a transaction go, or stay, together.</summary>
        public void ReportControl(MigrationRule rule, FileReport report)
        {
            if (_first is not { } first)
                return;
            var subject = _others switch
            {
                0 => $"{_label} controls",
                1 => $"{_label} and the statement in line {_lastLine} control",
                _ => $"{_label} and {_others} more statements, the last of them in line {_lastLine}, control",
            };
            var them = _others == 0 ? "it" : "them";
            report.Add(
                rule,
                first,
                $"{subject} the transaction that the migration runs in; remove {them}, or declare '-- dbwarden: no-transaction'"
            );
        }

        public void ReportOpen(MigrationRule rule, FileReport report)
        {
            if (_open is { } open)
                report.Add(
                    rule,
                    open,
                    "the transaction that begins here is still open at the end of the section; write COMMIT before it"
                );
        }
    }
}
