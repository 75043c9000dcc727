using System.Globalization;
using System.Text;

namespace DbWarden.Benchmarks.Deploying;

/// <summary>The yardstick in the forms that the programs want it in.</summary>
internal sealed class PeerWorkload
{
    private readonly int _count;

    public PeerWorkload(string folder, int count)
    {
        _count = count;
        Folder = folder;
        Directory.CreateDirectory(Files);
        Directory.CreateDirectory(Output);
        for (var number = 1; number <= count; number++)
            File.WriteAllText(Path.Combine(Files, $"V{number:00000}__t{number}.sql"), Yardstick.Upgrade(number));
    }

    /// <summary>A folder of grate's, which runs what is in its folder <c>up</c>.</summary>
    public string Folder { get; }

    /// <summary>The migrations as SQL files.</summary>
    public string Files => Path.Combine(Folder, "up");

    /// <summary>Where logs may go.</summary>
    public string Output => Path.Combine(Folder, "output");

    public string Archive(string engine) => Yardstick.WriteArchive(Folder, engine, _count);

    /// <summary>The migrations as classes, for the libraries that want them compiled.</summary>
    public static string Classes(int count)
    {
        var source = new StringBuilder("namespace DbWarden.Benchmarks.Peers.Migrations;\n\n");
        for (var number = 1; number <= count; number++)
            source.Append(
                CultureInfo.InvariantCulture,
                $$""""
                [FluentMigrator.Migration({{number}})]
                public sealed class Fluent{{number}} : FluentMigrator.ForwardOnlyMigration
                {
                    public override void Up() => Execute.Sql(Sql{{number}}.Upgrade);
                }

                [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(YardstickContext))]
                [Microsoft.EntityFrameworkCore.Migrations.Migration("20260101{{number:000000}}_t{{number}}")]
                public sealed class EfCore{{number}} : Microsoft.EntityFrameworkCore.Migrations.Migration
                {
                    protected override void Up(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder migrationBuilder) =>
                        migrationBuilder.Sql(Sql{{number}}.Upgrade);
                }

                internal static class Sql{{number}}
                {
                    public const string Upgrade = """
                {{Yardstick.Upgrade(number)}}
                """;
                }


                """"
            );
        return source.ToString();
    }
}
