using DbWarden.Benchmarks.Peers;

// PEER ENGINE CONNECTION FOLDER: applies what is pending, as a program does that has the library in it. FOLDER holds the migrations as
// files, for the libraries that take files.
if (args is not [var peer, var engine, var connection, var folder])
{
    await Console.Error.WriteLineAsync("Usage: PEER ENGINE CONNECTION FOLDER; see build/bench.sh");
    return 2;
}

switch (peer)
{
    case "evolve":
        EvolvePeer.Migrate(engine, connection, folder);
        break;
    case "dbup":
        DbUpPeer.Migrate(engine, connection, folder);
        break;
    case "fluentmigrator":
        FluentMigratorPeer.Migrate(engine, connection);
        break;
    case "efcore":
        EfCorePeer.Migrate(engine, connection);
        break;
    default:
        throw new ArgumentException($"There is no peer {peer}.");
}

return 0;
