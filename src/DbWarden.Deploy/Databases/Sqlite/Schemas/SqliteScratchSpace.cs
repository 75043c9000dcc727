using DbWarden.Deploy.Schemas.Scratch;
using Microsoft.Data.Sqlite;

namespace DbWarden.Deploy.Databases.Sqlite.Schemas;

/// <summary>
/// Scratch databases are files in the system's temporary folder, each in a folder of its own that nobody else may enter: a database in
/// memory could not be reached by several connections with the locks of a real one.
/// </summary>
internal sealed class SqliteScratchSpace(string connectionString) : ScratchSpace
{
    public override string Identity => Path.GetTempPath();

    public override Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([
            .. Directory.GetDirectories(Path.GetTempPath(), ScratchName.Prefix + "*").Select(path => Path.GetFileName(path)),
        ]);

    public override Task<string> CreateAsync(string name, CancellationToken cancellation)
    {
        var directory = PathOf(name);
        if (Directory.Exists(directory))
            throw new IOException($"{directory} is already there.");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var settings = new SqliteConnectionStringBuilder(connectionString)
        {
            DataSource = Path.Combine(directory, "scratch.db"),
            Mode = SqliteOpenMode.ReadWriteCreate,
            Cache = SqliteCacheMode.Default,
        };
        return Task.FromResult(settings.ToString());
    }

    public override Task DropAsync(string name)
    {
        if (Directory.Exists(PathOf(name)))
            Directory.Delete(PathOf(name), recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Other files, which a statement can reach by their path.</summary>
    public override string? FindEscape(string statement)
    {
        var words = SqlWords.Read(statement, hasHashComments: false);
        return words is [var first, ..] && first.Equals("ATTACH", StringComparison.OrdinalIgnoreCase)
            ? "ATTACH"
            : SqlWords.FindPhrase(words, "VACUUM", "INTO");
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string PathOf(string name) => Path.Combine(Path.GetTempPath(), name);
}
