namespace DbWarden.TestSupport.Servers;

/// <summary>Finds server programs, and decides what it means that one is missing.</summary>
internal static class ServerBinaries
{
    private static readonly string[] CommonDirectories =
    [
        "/usr/sbin",
        "/usr/bin",
        "/usr/local/sbin",
        "/usr/local/bin",
        "/usr/libexec",
    ];

    /// <summary>The full path of a program on PATH or in the usual folders; null if it is not installed.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(CommonDirectories)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);

    /// <summary>Skips the test where a person works without that server, and fails it in continuous integration.</summary>
    public static InvalidOperationException Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Ignore(reason);
        return new InvalidOperationException(reason);
    }
}
