using DbWarden.Deploy;
using DbWarden.Tool.Output;

namespace DbWarden.Tool.Progress;

/// <summary>One line an event, for logs; and a sign of life while a migration takes long, since some systems end a job that is silent.</summary>
internal sealed class LineProgress : RunProgress
{
    private static readonly TimeSpan[] SignsOfLife = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)];
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LaterSignsOfLife = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly OutputChannel _channel;
    private Timer? _timer;
    private RunningMigration? _running;
    private int _signs;

    public LineProgress(Session session)
        : base(session) => _channel = session.Terminal.Messages;

    protected override void Observe(DeploymentEvent happened)
    {
        lock (_lock)
        {
            switch (happened)
            {
                case DeploymentEvent.MigrationStarted started:
                    _running = new RunningMigration(started);
                    _signs = 0;
                    // The first timer of a process starts a thread, which a run with nothing to do can do without.
                    _timer ??= new Timer(_ => ShowSignOfLife(), state: null, Second, Second);
                    break;
                case DeploymentEvent.StatementFinished finished:
                    _running?.Advance(finished);
                    break;
                case DeploymentEvent.MigrationFinished:
                    _running = null;
                    break;
            }
        }
    }

    protected override void ShowLine(Phrase[] line) => _channel.WriteLine(line);

    protected override void End() => _timer?.Dispose();

    private void ShowSignOfLife()
    {
        lock (_lock)
        {
            if (_running is null || _running.Elapsed < NextSignOfLife())
                return;
            _signs++;
            _channel.WriteLine(
                $"  {_running.Position}  running {_running.Name}  statement {_running.Statement}, {Durations.Text(_running.Elapsed)} so far"
            );
        }
    }

    private TimeSpan NextSignOfLife() =>
        _signs < SignsOfLife.Length ? SignsOfLife[_signs] : LaterSignsOfLife * (_signs - SignsOfLife.Length + 1);
}
