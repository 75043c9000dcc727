using System.Text;
using System.Text.RegularExpressions;
using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Engines;

namespace DbWarden.Tool.Tests.Documentation;

/// <summary>Somebody who copies blocks out of the documentation into a shell.</summary>
internal sealed partial class Reader : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string?> _environment;

    private Reader() =>
        _environment = Tool.Environment(
            ("DOTNET_CLI_HOME", Path("home")),
            ("NUGET_PACKAGES", Path("packages")),
            // What the SDK does when it is started for the first time is not what is tested.
            ("DOTNET_NOLOGO", "1"),
            ("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false"),
            ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
            ("PATH", $"{Path("bin")}:{Path("home/.dotnet/tools")}:{Environment.GetEnvironmentVariable("PATH")}")
        );

    /// <summary>The last block's two outputs.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Has a folder with a feed instead of nuget.org, and whatever is installed from it.</summary>
    public static async Task<Reader> WithFeedAsync()
    {
        var reader = new Reader();
        var packages = await PackedPackages.WithPlatformAsync();
        Directory.CreateSymbolicLink(reader.Path("feed"), packages.Feed);
        reader.Write(
            "nuget.config",
            "<configuration><packageSources><clear/><add key=\"offline\" value=\"feed\"/></packageSources></configuration>"
        );
        // The root of a checkout: nothing above it is looked at. Without a version, packages of a release would be taken, and these are none.
        Directory.CreateDirectory(reader.Path(".git"));
        reader.WriteProgram(
            "dotnet",
            $$"""
            dotnet=$(PATH=${PATH#*:} command -v dotnet)
            case "$1 $2" in
                "tool install") exec "$dotnet" "$@" --version {{packages.Version}} ;;
                "dnx "*) exec "$dotnet" "${@/#%dbwarden/dbwarden@{{packages.Version}}}" ;;
                *) exec "$dotnet" "$@" ;;
            esac
            """
        );
        return reader;
    }

    /// <summary>Has a release, a database for it, and the tool that is tested, under each name and in each place that the pages use.</summary>
    public static async Task<Reader> WithReleaseAsync(string engine)
    {
        var reader = new Reader();
        reader.Database = await TestDatabase.CreateAsync(engine, reader._directory.Path);
        foreach (var file in new[] { "run/secrets/shop-database", "secrets/connection", "credentials/database" })
            reader.Write(file, reader.Database.Connection);
        reader._environment["DBWARDEN_CONNECTION_PRIMARY"] = reader.Database.Connection;
        reader._environment["DBWARDEN_ARTIFACT"] = reader.Path("release/Shop.dll");
        reader._environment["SHOP_DATABASE"] = reader.Path("secrets/connection");
        reader._environment["CREDENTIALS_DIRECTORY"] = reader.Path("credentials");
        // Nobody is there to answer questions.
        reader.WriteProgram("dbwarden", $"exec '{Tool.Path}' \"$@\" --yes");
        reader.WriteProgram("dotnet", "[ \"$1\" = dbwarden ] || exit 0\nshift\nexec dbwarden \"$@\"");
        foreach (var folder in new[] { "tools", "opt/tools" })
        {
            Directory.CreateDirectory(reader.Path(folder));
            File.CreateSymbolicLink(reader.Path(folder + "/dbwarden"), reader.Path("bin/dbwarden"));
        }

        return reader;
    }

    public TestDatabase? Database { get; private set; }

    /// <summary>Releases versions 0001 to 0014, with these instead of those of the same names.</summary>
    public void Release(params (string File, string Text)[] others)
    {
        var files = Enumerable
            .Range(1, 14)
            .ToDictionary(
                version => $"V__{version:D4}_step.sql",
                version =>
                {
                    var table = version == 1 ? "orders" : $"step_{version}";
                    return $"-- upgrade\nCREATE TABLE {table} (id INTEGER PRIMARY KEY);\n-- rollback\nDROP TABLE {table};\n";
                }
            );
        foreach (var (file, text) in others)
            files[file] = text;
        var release = Tests.Release.Write(
            _directory.Path,
            [("primary", Database!.Engine)],
            [.. files.Select(file => ("primary/" + file.Key, file.Value))]
        );
        foreach (var folder in new[] { "release", "release-1", "app", "opt/shop" })
        {
            Directory.CreateDirectory(Path(folder));
            File.Copy(release, Path(folder + "/Shop.dll"), overwrite: true);
        }
    }

    public void Write(string path, string text) => _directory.Write(path, text);

    public Task<CommandResult> RunToolAsync(params string[] arguments) =>
        CommandLine.RunAsync(Tool.Path, [.. arguments, "--yes"], _directory.Path, _environment);

    /// <summary>Runs a block as a script; each command must end as the page says.</summary>
    public async Task RunAsync(DocumentedBlock block)
    {
        var script = new StringBuilder();
        foreach (var command in block.Commands.Where(command => !command.IsSynopsis && NotRun.ReasonFor(command) is null))
        {
            script.AppendLine(InThisFolder(command.Text));
            script.AppendLine(
                $"code=$?; [ $code = {command.ExitCode} ] || {{ echo '{command.Place} ended with' $code >&2; exit 99; }}"
            );
        }

        var result = await CommandLine.RunAsync("bash", ["-c", script.ToString()], _directory.Path, _environment);
        result.ShouldExitWith(0);
        Output = result.Output;
    }

    public void Dispose() => _directory.Dispose();

    private string InThisFolder(string text) =>
        ServerPath().Replace(BackupName().Replace(text, "*[!n]"), $"{_directory.Path}/${{top}}/");

    private string Path(string relative) => System.IO.Path.Combine(_directory.Path, relative);

    private void WriteProgram(string name, string text)
    {
        Write("bin/" + name, "#!/usr/bin/env bash\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path("bin/" + name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Folders of a server or an image, which this machine need not have.</summary>
    [GeneratedRegex(@"(?<=[ =""]|^)/(?<top>run|var|app|secrets|tools|opt)/", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ServerPath();

    /// <summary>The name of a backup, which holds its time.</summary>
    [GeneratedRegex(@"(?<=primary-)[0-9]{8}T[0-9]{6}Z-\w+\.\w+", RegexOptions.None, 10_000)]
    private static partial Regex BackupName();
}
