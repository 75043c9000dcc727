using DbWarden.Deploy;
using DbWarden.Tool.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DbWarden.Tool.Progress;

/// <summary>
/// A table of what is running that moves with the time, and what is done above it. The run only hands over what happened; a loop of
/// its own draws a few times a second, so that a thousand quick migrations are not slowed down by the screen.
/// </summary>
internal sealed class LiveProgress : RunProgress
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly OutputChannel _channel;
    private readonly CancellationTokenSource _end = new();
    private List<Phrase[]> _lines = [];
    private RunningMigration? _running;
    private Task? _drawing;

    public LiveProgress(Session session)
        : base(session) => _channel = session.Terminal.Messages;

    protected override void Observe(DeploymentEvent happened)
    {
        lock (_lock)
        {
            switch (happened)
            {
                case DeploymentEvent.MigrationStarted started:
                    _running = new RunningMigration(started);
                    _drawing ??= Task.Run(DrawAsync);
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

    protected override void ShowLine(Phrase[] line)
    {
        lock (_lock)
        {
            if (_drawing is null)
                _channel.WriteLine(line);
            else
                _lines.Add(line);
        }
    }

    protected override void End()
    {
        _end.Cancel();
        _drawing?.GetAwaiter().GetResult();
        foreach (var line in TakeLines())
            _channel.WriteLine(line);
        _channel.Writer.Flush();
        _end.Dispose();
    }

    private async Task DrawAsync() =>
        await _channel
            .Console.Live(Text.Empty)
            .AutoClear(true)
            .StartAsync(async screen =>
            {
                while (!_end.IsCancellationRequested)
                {
                    Draw(screen);
                    await Task.Delay(Frame, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            });

    private void Draw(LiveDisplayContext screen)
    {
        _channel.Console.Profile.Width = _channel.Width;
        // All at once: with each write the picture below is drawn again.
        var lines = TakeLines();
        if (lines.Count > 0)
        {
            // Or what is longer in the picture would show behind them.
            screen.UpdateTarget(Text.Empty);
            _channel.Console.Write(Styled(lines));
        }

        screen.UpdateTarget(Picture());
        // Spectre leaves it in the writer, where nobody would see it move.
        _channel.Writer.Flush();
    }

    private List<Phrase[]> TakeLines()
    {
        lock (_lock)
        {
            var lines = _lines;
            _lines = [];
            return lines;
        }
    }

    private IRenderable Picture()
    {
        RunningMigration? running;
        lock (_lock)
            running = _running;
        if (running is null)
            return Text.Empty;
        var table = new Table().Border(TableBorder.None).AddColumns("", "Migration", "Statement", "Elapsed");
        table.AddRow(
            new Text(running.Position),
            new Text(running.Name),
            new Text(running.Statement),
            new Text(Durations.Text(running.Elapsed))
        );
        return table;
    }

    private static Paragraph Styled(List<Phrase[]> lines)
    {
        var paragraph = new Paragraph();
        foreach (var line in lines)
        {
            foreach (var phrase in line)
                paragraph.Append(phrase.Text, SpectreStyles.Of(phrase.Tone));
            paragraph.Append("\n");
        }

        return paragraph;
    }
}
