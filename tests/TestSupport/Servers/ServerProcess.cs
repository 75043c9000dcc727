using System.Diagnostics;

namespace DbWarden.TestSupport.Servers;

/// <summary>
/// A server program that cannot outlive the tests: a shell waits at the other end of a pipe, and when the pipe closes, for whatever
/// reason, ends the server and removes its folder.
/// </summary>
internal sealed class ServerProcess
{
    private readonly Process _watchdog;
    private ServerProcess? _before;

    private ServerProcess(Process watchdog, int processId)
    {
        _watchdog = watchdog;
        ProcessId = processId;
    }

    /// <summary>The server's own process id, for tests that stop or kill it.</summary>
    public int ProcessId { get; }

    /// <summary>Whether the server has ended by itself; its watchdog then still keeps what it printed.</summary>
    public bool HasExited => _watchdog.HasExited || IsDefunct();

    /// <summary>Starts <paramref name="command"/>, as <paramref name="user"/> where the tests run as root.</summary>
    /// <param name="signal">The signal that ends the server at once.</param>
    /// <param name="directory">Removed when the server has ended.</param>
    public static ServerProcess Start(string user, string directory, string signal, IEnumerable<string> command)
    {
        const string Script = """
            signal=$1; directory=$2; shift 2
            "$@" </dev/null >"$directory/output" 2>&1 &
            server=$!
            echo $server
            read -r end
            kill -$signal $server
            wait $server
            rm -rf "$directory"
            """;
        var process = CommandLine.Start("/bin/sh", ["-c", Script, "sh", signal, directory, .. AsUser(user), .. command]);
        var processId = int.Parse(process.StandardOutput.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);
        return new ServerProcess(process, processId);
    }

    /// <summary>Runs a preparing program (such as initdb) to its end.</summary>
    public static async Task PrepareAsync(string user, IEnumerable<string> command)
    {
        string[] words = [.. AsUser(user), .. command];
        (await CommandLine.RunAsync(words[0], words[1..])).ShouldExitWith(0);
    }

    /// <summary>A folder for a server's data, which <paramref name="user"/> owns.</summary>
    public static async Task<string> CreateDirectoryAsync(string user)
    {
        var directory = Path.Combine(Path.GetTempPath(), "dbwarden-server-" + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(directory);
        if (Environment.IsPrivilegedProcess)
            (await CommandLine.RunAsync("chown", [$"{user}:", directory])).ShouldExitWith(0);
        return directory;
    }

    /// <summary>Kills the server, of which its folder then is all that is left.</summary>
    public async Task CrashAsync()
    {
        (await CommandLine.RunAsync("kill", ["-KILL", ProcessId.ToString(null as IFormatProvider)])).ShouldExitWith(0);
        while (!IsDefunct())
            await Task.Delay(TimeSpan.FromMilliseconds(20));
    }

    /// <summary>Starts a crashed server again in the same folder, which is removed when that one is stopped.</summary>
    public ServerProcess Continue(Func<ServerProcess> start)
    {
        var next = start();
        // This one's watchdog waits until then, or it would take the folder away.
        next._before = this;
        return next;
    }

    /// <summary>Ends the server and waits until it has gone.</summary>
    public async Task StopAsync()
    {
        _watchdog.StandardInput.Close();
        await _watchdog.WaitForExitAsync();
        _watchdog.Dispose();
        if (_before is not null)
            await _before.StopAsync();
    }

    private bool IsDefunct()
    {
        var state = $"/proc/{ProcessId}/stat";
        return File.Exists(state) && File.ReadAllText(state).Contains(") Z ", StringComparison.Ordinal);
    }

    private static string[] AsUser(string user) =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--"] : [];
}
