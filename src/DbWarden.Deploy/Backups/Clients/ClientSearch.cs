using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Backups.Clients;

/// <summary>Finds a program of a database on PATH, new enough for the server.</summary>
/// <param name="server">The server in words, such as <c>PostgreSQL 18.4</c>.</param>
/// <param name="package">The package that has the program for that server.</param>
/// <param name="readVersion">The version in what the program prints of itself; null for a program of another product.</param>
internal sealed class ClientSearch(
    string server,
    ProgramVersion serverVersion,
    string package,
    Func<string, ProgramVersion?> readVersion
)
{
    /// <summary>The full path of the first one that will do.</summary>
    /// <param name="names">What it may be called, the best first.</param>
    public async Task<Result<string>> FindAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var older = new List<string>();
        foreach (var path in names.SelectMany(ClientProgram.Find))
        {
            if (await new ClientProgram(path, ClientProgram.NoVariables).PrintAsync("--version", cancellation) is not { } text)
                continue;
            if (readVersion(text) is not { } version)
                older.Add($"{path} is of another product: {text}");
            else if (version < serverVersion)
                older.Add($"{path}: {text}");
            else
                return path;
        }

        return BackupFailure.Of(
            older.Count == 0
                ? $"{names[0]} is not installed, and a backup of {server} needs it."
                : $"{names[0]} is too old for {server}.",
            older,
            [$"Install the package {package} (Debian and Ubuntu), or put its directory on PATH, and run the command again."]
        );
    }
}
