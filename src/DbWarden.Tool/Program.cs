using DbWarden.Tool;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;

var terminal = Terminal.OfProcess(args);
using var interruption = new Interruption(exitCode =>
{
    terminal.Restore();
    Environment.Exit(exitCode);
});
return new CommandTree(AllCommands.Create(), new CommandRunner(terminal, interruption)).Run(args);
