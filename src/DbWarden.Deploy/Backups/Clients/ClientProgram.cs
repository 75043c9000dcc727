using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using DbWarden.Deploy.Artifacts.Projects;

namespace DbWarden.Deploy.Backups.Clients;

/// <summary>How a program of a database ended, and the last of what it complained about.</summary>
internal sealed record ClientEnd(int ExitCode, IReadOnlyList<string> Complaints)
{
    public bool IsSuccess => ExitCode == 0;
}

/// <summary>Runs a program of a database's own, such as <c>pg_dump</c>.</summary>
/// <param name="path">Its full path.</param>
/// <param name="environment">Variables to set, and with null to remove. Never secrets.</param>
internal sealed class ClientProgram(string path, IReadOnlyDictionary<string, string?> environment)
{
    public static readonly IReadOnlyDictionary<string, string?> NoVariables = new Dictionary<string, string?>(
        StringComparer.Ordinal
    );

    private const int MostComplaints = 20;

    /// <summary>How long a signal that has ended the program may take to reach us, too: both get a terminal's Ctrl+C.</summary>
    private static readonly TimeSpan SignalDelay = TimeSpan.FromMilliseconds(300);

    /// <summary>The full paths of a program on PATH, in its order.</summary>
    public static IEnumerable<string> Find(string name)
    {
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries
        );
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return directories.Where(Path.IsPathFullyQualified).Select(directory => Path.Combine(directory, file)).Where(File.Exists);
    }

    /// <summary>What it prints; null where it cannot be started or fails.</summary>
    public async Task<string?> PrintAsync(string argument, CancellationToken cancellation)
    {
        var output = new MemoryStream();
        try
        {
            var end = await RunAsync([argument], (stream, stop) => stream.CopyToAsync(output, stop), write: null, cancellation);
            return end.IsSuccess ? Encoding.UTF8.GetString(output.ToArray()).Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Runs it to its end. It is killed when it is cancelled, and when one of the two throws.</summary>
    /// <param name="read">Reads what it prints.</param>
    /// <param name="write">Writes what it is to read; null for nothing.</param>
    public async Task<ClientEnd> RunAsync(
        IReadOnlyList<string> arguments,
        Func<Stream, CancellationToken, Task> read,
        Func<Stream, CancellationToken, Task>? write,
        CancellationToken cancellation
    )
    {
        using var process = Start(arguments);
        var complaints = ReadComplaintsAsync(process.StandardError);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var writing = WriteAsync(process, write, stop.Token);
            var reading = read(process.StandardOutput.BaseStream, stop.Token);
            // Whichever fails first ends the program, so that the other one ends, too.
            await await Task.WhenAny(reading, writing);
            await Task.WhenAll(reading, writing);
            await process.WaitForExitAsync(stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            throw;
        }

        if (process.ExitCode != 0)
            await Task.Delay(SignalDelay, cancellation);
        return new ClientEnd(process.ExitCode, await complaints);
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(SecretVariables.Includes).ToList())
            start.Environment.Remove(name);
        // Errors are shown as they are, and the tool speaks English.
        start.Environment["LC_MESSAGES"] = "C";
        start.Environment.Remove("LC_ALL");
        foreach (var (name, value) in environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>A program that has ended reads no more; why it has, it says itself.</summary>
    private static async Task WriteAsync(
        Process process,
        Func<Stream, CancellationToken, Task>? write,
        CancellationToken cancellation
    )
    {
        try
        {
            if (write is not null)
                await write(process.StandardInput.BaseStream, cancellation);
            process.StandardInput.Close();
        }
        catch (IOException) when (process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            // Told by its exit code.
        }
    }

    private static async Task<IReadOnlyList<string>> ReadComplaintsAsync(StreamReader errors)
    {
        var last = new Queue<string>();
        while (await errors.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            last.Enqueue(line);
            if (last.Count > MostComplaints)
                last.Dequeue();
        }

        return [.. last];
    }
}
