namespace DbWarden.Deploy.Databases.MySql;

/// <summary>The SQL of a node of a Galera cluster.</summary>
internal sealed class GaleraSql : MySqlSql
{
    public override bool KeepsLeaseByWriting => true;

    // A write is the fence, and so each unit has its own.
    public override bool NotesUnitsTogether => false;

    // A COMMIT that shares its packet with another statement claims success even where the other nodes have refused the transaction.
    public override string Commit => "COMMIT";

    public override string Rollback => "ROLLBACK";

    public override string AfterTransaction => "SET " + MySqlIdling.Allow;
}
