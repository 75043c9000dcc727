namespace DbWarden.Deploy.Databases.MySql;

/// <summary>A transaction of rows that has begun in the packet of the definitions before it, with its first statement.</summary>
/// <param name="Failure">Why that statement did not run; null where it did.</param>
internal sealed record MySqlRowsBegun(Exception? Failure);
