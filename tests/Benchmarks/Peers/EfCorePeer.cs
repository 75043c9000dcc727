using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DbWarden.Benchmarks.Peers;

/// <summary>What a migration bundle does, too.</summary>
internal static class EfCorePeer
{
    public static void Migrate(string engine, string connection)
    {
        using var context = new YardstickContext(engine, connection);
        context.Database.Migrate();
    }
}

/// <summary>Without entities: the migrations are SQL.</summary>
internal sealed class YardstickContext(string engine, string connection) : DbContext
{
    protected override void OnConfiguring(DbContextOptionsBuilder options)
    {
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        _ = engine switch
        {
            "sqlite" => options.UseSqlite(connection),
            "postgresql" => options.UseNpgsql(connection),
            _ => throw new ArgumentException($"EF Core is not measured on {engine}."),
        };
    }
}
