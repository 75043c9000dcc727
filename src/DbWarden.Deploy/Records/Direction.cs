namespace DbWarden.Deploy.Records;

/// <summary>Which section of a migration is being run.</summary>
public enum Direction
{
    Upgrade,
    Rollback,
}
