namespace DbWarden.Deploy.Databases;

/// <summary>What a column of the three tables holds; each engine has its own type for each of them.</summary>
internal enum ColumnType
{
    /// <summary>A short text that identifies something; compared byte by byte.</summary>
    Key,

    /// <summary>A short text.</summary>
    ShortText,

    /// <summary>A text of any length.</summary>
    Text,

    Number,

    /// <summary>A number that the server hands out, growing with each row.</summary>
    GeneratedNumber,

    /// <summary>A point in time by the server's clock, in UTC.</summary>
    Timestamp,
}
