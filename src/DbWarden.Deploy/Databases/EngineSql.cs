using System.Data.Common;
using DbWarden.Deploy.Execution;

namespace DbWarden.Deploy.Databases;

/// <summary>The words in which an engine's SQL differs, as far as our own statements about the three tables need them.</summary>
internal abstract class EngineSql
{
    /// <summary>The current time by the server's clock, in UTC, even in the middle of a transaction.</summary>
    public abstract string Now { get; }

    /// <summary>Begins a transaction that is going to write.</summary>
    public abstract string BeginWrite { get; }

    public virtual string Commit => "COMMIT";

    public virtual string Rollback => "ROLLBACK";

    /// <summary>What is sent after either, to put back what was set for the transaction alone; null where there is nothing.</summary>
    public virtual string? AfterTransaction => null;

    /// <summary>What a SELECT ends with that locks the rows it finds until its transaction ends.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>What a SELECT ends with that keeps a lease from being taken away until its transaction ends, and lets heartbeats pass where it can.</summary>
    public abstract string KeepLease { get; }

    /// <summary>
    /// Whether a lease is kept by writing its row, since a lock is seen by one node of a cluster only: the nodes agree on what is
    /// written, and refuse one of two that write the same row.
    /// </summary>
    public virtual bool KeepsLeaseByWriting => false;

    /// <summary>
    /// The fence of a work session: finds one row as long as <paramref name="condition"/> holds for the lease in <paramref name="table"/>.
    /// </summary>
    public virtual string Fence(string table, string condition) => $"SELECT 1 FROM {table} WHERE {condition}{KeepLease}";

    /// <summary>
    /// A condition on the catalog, with its values: whether what a statement creates is there as a whole, or what it drops is still there.
    /// Null where the catalog cannot tell.
    /// </summary>
    public abstract FormattableString? IsThere(CatalogStatement statement);

    /// <summary>
    /// Whether one write of the journal may begin several units, since each is fenced in its own packet and the catalog tells afterwards
    /// how far they came.
    /// </summary>
    public virtual bool NotesUnitsTogether => false;

    /// <summary>What a CREATE TABLE ends with.</summary>
    public abstract string TableOptions { get; }

    /// <summary>The same for a table whose rows are found by a key of several columns.</summary>
    public virtual string KeyedTableOptions => TableOptions;

    /// <summary>A quoted identifier.</summary>
    public abstract string Quote(string name);

    /// <summary>The marker of the parameter with this 1-based number.</summary>
    public abstract string Parameter(int number);

    /// <summary>What the driver calls that parameter; empty where parameters go by their position.</summary>
    public abstract string ParameterName(int number);

    public abstract string TypeOf(ColumnType type);

    /// <summary>Seconds from the time in <paramref name="column"/> until now, by the server's clock.</summary>
    public abstract string SecondsSince(string column);

    public abstract DateTimeOffset ReadTimestamp(DbDataReader reader, int ordinal);

    /// <summary>The full name of a table in <paramref name="schema"/>; null stands for an engine without schemas.</summary>
    public string TableName(string? schema, string table) => schema is null ? Quote(table) : Quote(schema) + "." + Quote(table);
}
