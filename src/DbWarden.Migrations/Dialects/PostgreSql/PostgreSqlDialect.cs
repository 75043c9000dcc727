using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.PostgreSql;

internal sealed class PostgreSqlDialect : Dialect
{
    public static PostgreSqlDialect Instance { get; } = new();

    public override IReadOnlyList<string> Engines { get; } = ["postgresql"];

    public override bool HasTransactionalDdl => true;

    internal override TransactionMemory BeginTransactionMemory() => new AddedEnumValues();

    public override ScriptReader CreateReader(ReadOnlyMemory<byte> script, int start, int end, int line) =>
        new PostgreSqlReader(script, start, end, line);

    public override StatementTraits Classify(ReadOnlySpan<byte> statement) => PostgreSqlClassification.Classify(statement);
}
