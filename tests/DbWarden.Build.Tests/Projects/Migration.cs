namespace DbWarden.Build.Tests.Projects;

/// <summary>Texts of migrations.</summary>
internal static class Migration
{
    /// <summary>One that makes a table.</summary>
    public static string Table(string name) =>
        $"""
            -- upgrade
            CREATE TABLE {name} (id INTEGER PRIMARY KEY);
            -- rollback
            DROP TABLE {name};

            """.ReplaceLineEndings("\n");

    /// <summary>One with an error: DBW2002, since nothing says how to take it back.</summary>
    public static string WithoutRollback(string name) => $"-- upgrade\nCREATE TABLE {name} (id INTEGER PRIMARY KEY);\n";

    /// <summary>One with a warning: DBW2010, a comment that looks like a section marker, on line 3.</summary>
    public static string WithWarning(string name) =>
        $"-- upgrade\nCREATE TABLE {name} (id INTEGER PRIMARY KEY);\n-- down\n-- rollback\nDROP TABLE {name};\n";
}
