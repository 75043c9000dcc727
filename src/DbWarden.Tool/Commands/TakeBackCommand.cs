using DbWarden.Deploy;
using DbWarden.Deploy.Results;
using DbWarden.Tool.Syntax;
using McMaster.Extensions.CommandLineUtils;

namespace DbWarden.Tool.Commands;

/// <summary>A command that takes migrations back.</summary>
internal abstract class TakeBackCommand(string name, string purpose) : RunCommand(name, purpose)
{
    private CommandOption _useStored = null!;

    protected sealed override string Done => "rolled back";

    protected sealed override string ToDo => "roll back";

    protected sealed override void DefineManner(OptionGroup group) =>
        _useStored = group.Flag(
            "--use-stored",
            "Prefer the rollback stored in the database where it differs from the artifact's"
        );

    /// <summary>Adds which migrations are meant.</summary>
    protected abstract RollbackOptions Select(RollbackOptions options);

    protected sealed override async Task<(RunReport? Value, Failure? Failure)> RunAsync(Deployment deployment, Session session)
    {
        var options = new RollbackOptions
        {
            UseStored = _useStored.HasValue(),
            DryRun = IsDryRun,
            Backup = Backup,
            Resume = Resume,
            ResumeAt = ResumeAt,
        };
        var outcome = await deployment.RollbackAsync(Select(options), session.Cancellation);
        return (outcome.Report, outcome.Failure);
    }
}
