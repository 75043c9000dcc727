using DbWarden.Deploy;
using DbWarden.Deploy.Connections;
using DbWarden.Tool.Output;

namespace DbWarden.Tool;

/// <summary>What a running command has at hand.</summary>
internal sealed class Session(Terminal terminal, bool isVerbose, DeploymentEnvironment environment, CancellationToken cancellation)
{
    public Terminal Terminal { get; } = terminal;

    public bool IsVerbose { get; } = isVerbose;

    public DeploymentEnvironment Environment { get; } = environment;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Every secret that this run has come to know, taken out of whatever is shown.</summary>
    public SecretScrubber Secrets { get; private set; } = SecretScrubber.None;

    public void Learn(SecretScrubber secrets) => Secrets = Secrets.With(secrets);
}
