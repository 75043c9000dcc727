using SQLitePCL;

namespace DbWarden.Deploy.Databases.Sqlite;

/// <summary>
/// Interrupts what a connection is running once a token is cancelled. An interrupt has no effect on a statement that begins just after
/// it, so it is repeated until this is disposed. As long as nothing is cancelled it costs next to nothing: there is one for each statement.
/// </summary>
internal sealed class SqliteInterrupt : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly sqlite3 _database;
    private readonly CancellationTokenRegistration _registration;
    private Timer? _timer;

    public SqliteInterrupt(sqlite3 database, CancellationToken cancellation)
    {
        _database = database;
        _registration = cancellation.Register(Begin);
    }

    public void Dispose()
    {
        // Waits for a callback that is under way.
        _registration.Dispose();
        if (_timer is null)
            return;
        // The connection may be closed next.
        using var stopped = new ManualResetEvent(initialState: false);
        if (_timer.Dispose(stopped))
            stopped.WaitOne();
    }

    private void Begin() => _timer = new Timer(_ => raw.sqlite3_interrupt(_database), state: null, TimeSpan.Zero, Interval);
}
