using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.Sqlite;

internal sealed class SqliteDialect : Dialect
{
    public static SqliteDialect Instance { get; } = new();

    public override IReadOnlyList<string> Engines { get; } = ["sqlite"];

    public override bool HasTransactionalDdl => true;

    internal override bool CanSwitchForeignKeysOff => true;

    internal override string AdviseOutsideTransaction(ReadOnlySpan<byte> statement)
    {
        var tokens = new StatementTokens(statement, SqliteSyntax.Instance);
        return tokens.Accept("PRAGMA"u8) && tokens.Accept("FOREIGN_KEYS"u8)
            ? "declare '-- dbwarden: foreign-keys off' instead"
            : base.AdviseOutsideTransaction(statement);
    }

    public override ScriptReader CreateReader(ReadOnlyMemory<byte> script, int start, int end, int line) =>
        new SqliteReader(script, start, end, line);

    public override StatementTraits Classify(ReadOnlySpan<byte> statement) => SqliteClassification.Classify(statement);
}
