using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects;

/// <summary>What differs between engines in the text of a migration. One sub-class an engine family, in the engine's folder.</summary>
public abstract class Dialect
{
    /// <summary>Every dialect; the one line where engines are listed.</summary>
    public static IReadOnlyList<Dialect> All { get; } =
    [PostgreSql.PostgreSqlDialect.Instance, MySql.MySqlDialect.Instance, Sqlite.SqliteDialect.Instance];

    /// <summary>The engine names that users write (<c>postgresql</c>, <c>mysql</c>, <c>mariadb</c>, <c>sqlite</c>).</summary>
    public static IReadOnlyList<string> EngineNames { get; } = [.. All.SelectMany(dialect => dialect.Engines)];

    /// <summary>The engines that speak this dialect, as users write them, in lower case.</summary>
    public abstract IReadOnlyList<string> Engines { get; }

    /// <summary>Whether the engine rolls DDL back with the transaction around it.</summary>
    public abstract bool HasTransactionalDdl { get; }

    /// <summary>Whether <c>-- dbwarden: foreign-keys off</c> means something to the engine.</summary>
    internal virtual bool CanSwitchForeignKeysOff => false;

    /// <summary>What to do with a statement that cannot run inside a transaction.</summary>
    internal virtual string AdviseOutsideTransaction(ReadOnlySpan<byte> statement) =>
        "move it to a file of its own that declares '-- dbwarden: no-transaction'";

    /// <summary>Begins with a transaction; null where no statement is forbidden because of another one.</summary>
    internal virtual TransactionMemory? BeginTransactionMemory() => null;

    /// <summary>Reads <paramref name="script"/> from <paramref name="start"/> up to <paramref name="end"/> (byte offsets).</summary>
    /// <param name="script">The whole file's bytes, without a byte order mark being skipped: offsets count from the file's start.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="end">Where to stop.</param>
    /// <param name="line">The 1-based line of <paramref name="start"/>.</param>
    public abstract ScriptReader CreateReader(ReadOnlyMemory<byte> script, int start, int end, int line);

    /// <summary>What running <paramref name="statement"/> means for the transaction around it.</summary>
    /// <param name="statement">The statement's bytes, without leading comments.</param>
    public abstract StatementTraits Classify(ReadOnlySpan<byte> statement);

    /// <summary>The dialect of an engine name, or null where no engine has that name. The name is not case-sensitive.</summary>
    public static Dialect? Find(string engine) =>
        All.FirstOrDefault(dialect => dialect.Engines.Contains(engine, StringComparer.OrdinalIgnoreCase));
}
