using DbWarden.Deploy;
using DbWarden.Deploy.Connections;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;

namespace DbWarden.Tool;

/// <summary>What a running command has at hand.</summary>
internal sealed class Session(
    Terminal terminal,
    OutputOptions options,
    DeploymentEnvironment environment,
    CancellationToken cancellation
)
{
    public Terminal Terminal { get; } = terminal;

    public bool IsVerbose => options.IsVerbose;

    /// <summary>Whether every question is answered beforehand.</summary>
    public bool SaysYes => options.SaysYes;

    public DeploymentEnvironment Environment { get; } = environment;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Every secret that this run has come to know, taken out of whatever is shown.</summary>
    public SecretScrubber Secrets { get; private set; } = SecretScrubber.None;

    public void Learn(SecretScrubber secrets) => Secrets = Secrets.With(secrets);

    /// <summary>Asks a question that is answered with yes or no. Null where there is nobody to answer it.</summary>
    public async Task<bool?> ConfirmAsync(string question)
    {
        if (SaysYes)
            return true;
        if (Console.IsInputRedirected || !Terminal.Messages.IsTerminal)
            return null;
        Terminal.Messages.Writer.Write(VisibleText.OneLine(question) + " [y/N] ");
        await Terminal.Messages.Writer.FlushAsync(Cancellation);
        // Reading blocks until a line comes, whatever happens; an interruption does not wait for it.
        var answer = await Task.Run(Environment.StandardInput.ReadLine, Cancellation).WaitAsync(Cancellation);
        return answer?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
