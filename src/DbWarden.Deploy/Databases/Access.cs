namespace DbWarden.Deploy.Databases;

/// <summary>What a command is going to do with a database.</summary>
internal enum Access
{
    /// <summary>Look only; a database that does not exist is not created.</summary>
    Read,

    Write,
}
