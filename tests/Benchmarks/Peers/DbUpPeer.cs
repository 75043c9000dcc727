using DbUp;
using DbUp.Builder;

namespace DbWarden.Benchmarks.Peers;

internal static class DbUpPeer
{
    public static void Migrate(string engine, string connection, string folder)
    {
        var upgrade = To(engine, connection).WithScriptsFromFileSystem(folder).WithTransactionPerScript().LogToNowhere().Build();
        var result = upgrade.PerformUpgrade();
        if (!result.Successful)
            throw result.Error;
    }

    private static UpgradeEngineBuilder To(string engine, string connection) =>
        engine switch
        {
            "sqlite" => DeployChanges.To.SqliteDatabase(connection),
            "postgresql" => DeployChanges.To.PostgresqlDatabase(connection),
            _ => throw new ArgumentException($"DbUp is not measured on {engine}."),
        };
}
