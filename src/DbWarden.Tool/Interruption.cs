using System.Runtime.InteropServices;

namespace DbWarden.Tool;

/// <summary>
/// Turns Ctrl+C and a request to end into a cancellation, so that a run can roll back and give up its lease. The second signal
/// ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action<int> _endAtOnce;
    private int _exitCode;

    /// <param name="endAtOnce">Ends the process with the exit code that it is given.</param>
    public Interruption(Action<int> endAtOnce)
    {
        _endAtOnce = endAtOnce;
        Register(PosixSignal.SIGINT, ExitCodes.Interrupted);
        Register(PosixSignal.SIGTERM, ExitCodes.Terminated);
        // A lost terminal ends the run as gently as a request to end does.
        Register(PosixSignal.SIGHUP, ExitCodes.Terminated);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>The exit code of the signal that came; null as long as none has.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is > 0 and var code ? code : null;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void Register(PosixSignal signal, int exitCode) =>
        _registrations.Add(
            PosixSignalRegistration.Create(
                signal,
                context =>
                {
                    context.Cancel = true;
                    if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) == 0)
                        _source.Cancel();
                    else
                        _endAtOnce(exitCode);
                }
            )
        );
}
