using System.Data.Common;
using System.Diagnostics;

namespace DbWarden.TestSupport.Servers;

/// <summary>Waits until a server that has just been started lets somebody in.</summary>
internal static class Startup
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task WaitAsync(ServerProcess server, string directory, Func<DbConnection> connect)
    {
        var elapsed = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = connect();
                await connection.OpenAsync();
                return;
            }
            catch (DbException exception)
            {
                if (server.HasExited || elapsed.Elapsed > Deadline)
                {
                    var output = Path.Combine(directory, "output");
                    var log = File.Exists(output) ? await File.ReadAllTextAsync(output) : "";
                    throw new InvalidOperationException($"The server did not start: {exception.Message}\n{log}", exception);
                }
            }

            await Task.Delay(Pause);
        }
    }
}
