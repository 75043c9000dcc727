namespace DbWarden.Migrations.Naming;

/// <summary>What a database of a project may be called: <c>[a-z][a-z0-9_]*</c>, so that it fits folders, resources and environment variables alike.</summary>
public static class DatabaseName
{
    /// <summary>The database of a project that declares none.</summary>
    public const string Default = "primary";

    public const int MaximumLength = 63;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaximumLength
        && name[0] is >= 'a' and <= 'z'
        && name.All(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_');
}
