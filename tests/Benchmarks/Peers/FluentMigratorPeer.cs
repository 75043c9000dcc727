using FluentMigrator.Runner;
using Microsoft.Extensions.DependencyInjection;

namespace DbWarden.Benchmarks.Peers;

internal static class FluentMigratorPeer
{
    public static void Migrate(string engine, string connection)
    {
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner =>
                Select(runner, engine)
                    .WithGlobalConnectionString(connection)
                    .ScanIn(typeof(FluentMigratorPeer).Assembly)
                    .For.Migrations()
            )
            .BuildServiceProvider(validateScopes: false);
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }

    private static IMigrationRunnerBuilder Select(IMigrationRunnerBuilder runner, string engine) =>
        engine switch
        {
            "sqlite" => runner.AddSQLite(),
            "postgresql" => runner.AddPostgres(),
            "mariadb" => runner.AddMySql5(),
            _ => throw new ArgumentException($"FluentMigrator is not measured on {engine}."),
        };
}
