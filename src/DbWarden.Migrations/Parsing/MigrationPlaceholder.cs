namespace DbWarden.Migrations.Parsing;

/// <summary>
/// What a scaffolded migration says where its author has something to write. The build refuses a file in which such a line is left.
/// </summary>
public static class MigrationPlaceholder
{
    /// <summary>The line that stands for the upgrade's statements.</summary>
    public const string Upgrade = "-- <write the statements of the upgrade in place of this line>";

    /// <summary>The line that stands for the rollback's statements.</summary>
    public const string Rollback = "-- <write the statements that undo the upgrade in place of this line>";

    /// <summary>A whole new migration.</summary>
    public const string File = "-- upgrade\n" + Upgrade + "\n\n-- rollback\n" + Rollback + "\n";

    /// <summary>Whether a comment line is one of them.</summary>
    internal static bool Is(ReadOnlySpan<byte> comment) =>
        comment.StartsWith("-- <write the statements "u8) && IsEither(Utf8Text.Decode(comment).TrimEnd());

    private static bool IsEither(string comment) => comment is Upgrade or Rollback;
}
