using SQLitePCL;

namespace DbWarden.Deploy.Databases.Sqlite;

/// <summary>
/// Interrupts what a connection is running once a token is cancelled. An interrupt has no effect on a statement that begins just after
/// it, so it is repeated until this is disposed.
/// </summary>
internal sealed class SqliteInterrupt : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly sqlite3 _database;
    private readonly Timer _timer;
    private readonly CancellationTokenRegistration _registration;

    public SqliteInterrupt(sqlite3 database, CancellationToken cancellation)
    {
        _database = database;
        _timer = new Timer(
            _ => raw.sqlite3_interrupt(_database),
            state: null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _registration = cancellation.Register(() => _timer.Change(TimeSpan.Zero, Interval));
    }

    public void Dispose()
    {
        _registration.Dispose();
        // Waits for a callback that is under way: the connection may be closed next.
        using var stopped = new ManualResetEvent(initialState: false);
        if (_timer.Dispose(stopped))
            stopped.WaitOne();
    }
}
