using System.Diagnostics;
using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Proofs;

/// <summary>A run of the tool that the test watches, signals and kills. Disposing it ends the process in any case.</summary>
internal sealed class RunningTool : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly CancellationTokenSource _deadline = new(Patience);
    private readonly List<string> _lines = [];
    private readonly SemaphoreSlim _lineRead = new(0);
    private readonly Task<string> _output;
    private readonly Task _error;

    private RunningTool(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync(_deadline.Token);
        _error = Task.Run(ReadErrorAsync);
    }

    public int ProcessId => _process.Id;

    public bool IsRunning => !_process.HasExited;

    public static RunningTool Start(Shop shop, params string[] arguments) =>
        new(CommandLine.Start(Tool.Path, Shop.Arguments(arguments), shop.Directory, shop.Environment()));

    /// <summary>Returns once a line of the progress contains <paramref name="text"/>.</summary>
    public async Task WaitForLineAsync(string text)
    {
        while (!Lines().Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            Assert.That(
                _error.IsCompleted,
                Is.False,
                () => $"The tool ended without saying '{text}':\n{string.Join('\n', Lines())}"
            );
            await _lineRead.WaitAsync(TimeSpan.FromSeconds(1), _deadline.Token);
        }
    }

    /// <summary>Fails the test if the tool has ended, with what it said.</summary>
    public void ShouldBeRunning() =>
        Assert.That(_process.HasExited, Is.False, () => $"The tool has ended:\n{string.Join('\n', Lines())}");

    /// <summary>Stops the process, and returns when none of its threads can do anything more: a signal is sent long before it has arrived.</summary>
    public async Task PauseAsync()
    {
        await SignalAsync("STOP");
        while (!HasStopped())
            await Task.Delay(TimeSpan.FromMilliseconds(1), _deadline.Token);
    }

    public async Task SignalAsync(string signal) =>
        (await CommandLine.RunAsync("kill", ["-" + signal, _process.Id.ToString(null as IFormatProvider)])).ShouldExitWith(0);

    /// <summary>Ends the process as a crash of its machine would, without a chance to say anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(_deadline.Token);
    }

    /// <summary>Waits until the process ends by itself.</summary>
    public async Task<CommandResult> EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync(_deadline.Token);
            await _error;
            return new CommandResult(_process.ExitCode, await _output, string.Join('\n', Lines()));
        }
        catch (OperationCanceledException exception)
        {
            throw new AssertionException($"The tool did not end:\n{string.Join('\n', Lines())}", exception);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _deadline.Dispose();
        _lineRead.Dispose();
    }

    /// <summary>Whether each thread has stopped: its state is what follows its name, in parentheses, in the file that proc(5) describes.</summary>
    private bool HasStopped()
    {
        try
        {
            return Directory
                .EnumerateDirectories($"/proc/{_process.Id}/task")
                .Select(thread => File.ReadAllText(Path.Combine(thread, "stat")))
                .All(status => status[status.LastIndexOf(')') + 2] is 'T');
        }
        catch (IOException)
        {
            return false; // A thread that ends at this moment takes its file along.
        }
    }

    private string[] Lines()
    {
        lock (_lines)
            return [.. _lines];
    }

    private async Task ReadErrorAsync()
    {
        while (await _process.StandardError.ReadLineAsync(_deadline.Token) is { } line)
        {
            lock (_lines)
                _lines.Add(line);
            _lineRead.Release();
        }
    }
}
