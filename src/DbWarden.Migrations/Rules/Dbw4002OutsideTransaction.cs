using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>Some statements are refused inside a transaction, or do nothing there without saying so.</summary>
internal sealed class Dbw4002OutsideTransaction : StatementRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW4002",
            "A statement that cannot run inside a transaction",
            DiagnosticSeverity.Error,
            CanSetSeverity: true,
            CanAllowInFile: true
        );

    public override StatementInspection Begin(Dialect dialect) => new Inspection(this, dialect);

    private sealed class Inspection(Dbw4002OutsideTransaction rule, Dialect dialect) : StatementInspection
    {
        private readonly List<Offence> _offences = [];
        private TransactionMemory? _memory;
        private SectionKind _section = SectionKind.Preamble;
        private bool _isInOwnTransaction;

        public override void OnStatement(in StatementContext context)
        {
            if (context.Section != _section)
            {
                _section = context.Section;
                _isInOwnTransaction = false;
                _memory = dialect.BeginTransactionMemory();
            }

            if (context.Has(StatementTraits.EndsTransaction | StatementTraits.BeginsTransaction))
            {
                _isInOwnTransaction = context.Has(StatementTraits.BeginsTransaction);
                _memory = dialect.BeginTransactionMemory();
            }

            var fault = context.Has(StatementTraits.ForbidsTransaction)
                ? $"{StatementLabel.Of(context.Text)} cannot run inside a transaction; {dialect.AdviseOutsideTransaction(context.Text)}"
                : _memory?.FaultOf(context.Text, context.Line);
            if (fault is not null)
                _offences.Add(new Offence(context.Span, fault, _isInOwnTransaction));
        }

        public override void Complete(MigrationScript script, FileReport report)
        {
            foreach (var offence in _offences)
            {
                if (offence.IsInOwnTransaction || !script.Directives.NoTransaction)
                    report.Add(rule, offence.Span, offence.Message);
            }
        }
    }

    private sealed record Offence(SourceSpan Span, string Message, bool IsInOwnTransaction);
}
