namespace DbWarden.TestSupport;

/// <summary>Folders that live as long as the test process, for what tests share.</summary>
public static class RunDirectory
{
    private static readonly Lazy<TemporaryDirectory> Root = new(() =>
    {
        var directory = new TemporaryDirectory();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => directory.Dispose();
        return directory;
    });

    /// <summary>Makes a folder of that name and returns its path.</summary>
    public static string Create(string name) => Directory.CreateDirectory(Path.Combine(Root.Value.Path, name)).FullName;
}
