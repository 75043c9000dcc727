using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.MySql;

internal sealed class MySqlDialect : Dialect
{
    public static MySqlDialect Instance { get; } = new();

    public override IReadOnlyList<string> Engines { get; } = ["mysql", "mariadb"];

    public override bool HasTransactionalDdl => false;

    public override ScriptReader CreateReader(ReadOnlyMemory<byte> script, int start, int end, int line) =>
        new MySqlReader(script, start, end, line);

    public override StatementTraits Classify(ReadOnlySpan<byte> statement) => MySqlClassification.Classify(statement);
}
