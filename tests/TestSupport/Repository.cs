namespace DbWarden.TestSupport;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder with <c>DbWarden.Build.sln</c>.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "DbWarden.Build.sln")))
                return directory.FullName;
        }

        throw new DirectoryNotFoundException($"No DbWarden.Build.sln above {AppContext.BaseDirectory}.");
    }
}
