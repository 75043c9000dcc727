namespace DbWarden.Deploy.Backups;

/// <summary>What a backup says of itself, in the file beside it. Free of secrets.</summary>
public sealed record BackupManifest
{
    /// <summary>The layout that this version writes, and the newest that it understands.</summary>
    internal const int CurrentFormat = 1;

    /// <summary>The data's file name.</summary>
    public required string File { get; init; }

    /// <summary>The engine's name: <c>postgresql</c>, <c>mysql</c>, <c>mariadb</c> or <c>sqlite</c>, as the server itself says it.</summary>
    public required string Engine { get; init; }

    public required string ServerVersion { get; init; }

    /// <summary>The database's name in the artifact.</summary>
    public required string Database { get; init; }

    /// <summary>Where it was taken, as messages show a connection.</summary>
    public required string Connection { get; init; }

    public required string? ArtifactName { get; init; }

    public required string? ArtifactVersion { get; init; }

    /// <summary>The newest version that the database had, as written; null where it had none.</summary>
    public required string? NewestVersion { get; init; }

    /// <summary>Of the data, in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Of the data, in small hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    public required string ToolVersion { get; init; }
}
