namespace DbWarden.Migrations.Dialects;

/// <summary>
/// Sees the statements of one transaction in their order, and finds those that the transaction forbids because of what came before them.
/// </summary>
internal abstract class TransactionMemory
{
    /// <summary>Why the statement fails in this transaction, and what to do instead; null where it does not.</summary>
    /// <param name="statement">The statement's bytes, without leading comments.</param>
    /// <param name="line">Its 1-based line.</param>
    public abstract string? FaultOf(ReadOnlySpan<byte> statement, int line);
}
