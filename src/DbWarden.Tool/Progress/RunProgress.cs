using DbWarden.Deploy;
using DbWarden.Deploy.Connections;
using DbWarden.Tool.Output;
using DbWarden.Tool.Output.Pipelines;

namespace DbWarden.Tool.Progress;

/// <summary>Shows how a run gets on, on standard error. Disposed of when the run is over, whatever came of it.</summary>
internal abstract class RunProgress : IDisposable
{
    private readonly OutputChannel _messages;
    private readonly SecretScrubber _secrets;
    private CancellationTokenRegistration _interruption;

    protected RunProgress(Session session)
    {
        (_messages, _secrets) = (session.Terminal.Messages, session.Secrets);
        Words = new EventWords(session.IsVerbose, session.Secrets);
    }

    private EventWords Words { get; }

    /// <summary>A screen that moves for a person at a terminal, one line an event for a log.</summary>
    public static RunProgress Create(Session session)
    {
        RunProgress progress = session.Terminal.Messages.IsTerminal ? new LiveProgress(session) : new LineProgress(session);
        progress._interruption = session.Cancellation.Register(() =>
            progress.ShowLine(["Interrupted: cancelling what runs and giving up the lock. A second time ends at once.".Warning()])
        );
        return progress;
    }

    /// <summary>Called by the run, on any thread; must cost it nothing.</summary>
    public void Report(DeploymentEvent happened)
    {
        Observe(happened);
        if (Words.Of(happened) is { } line)
            ShowLine(line);
        if (happened is DeploymentEvent.Warning warning)
            _messages.Annotate(new Annotation(AnnotationLevel.Warning, VisibleText.Of(_secrets.Scrub(warning.Message))));
    }

    public void Dispose()
    {
        _interruption.Dispose();
        End();
    }

    /// <summary>Takes note of what is running.</summary>
    protected abstract void Observe(DeploymentEvent happened);

    protected abstract void ShowLine(Phrase[] line);

    protected abstract void End();
}
