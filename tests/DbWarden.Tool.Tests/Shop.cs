using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Engines;

namespace DbWarden.Tool.Tests;

/// <summary>A release with three migrations, and an empty database to deploy it to.</summary>
internal sealed class Shop : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private Shop() { }

    public string Directory => _directory.Path;

    public TestDatabase Database { get; set; } = null!;

    public static async Task<Shop> OpenAsync(string engine)
    {
        var shop = new Shop();
        shop.Database = await TestDatabase.CreateAsync(engine, shop.Directory);
        shop.Release();
        return shop;
    }

    /// <summary>Releases the three migrations and some more; the files belong to database <c>primary</c>.</summary>
    public void Release(params (string File, string Text)[] more) =>
        Tests.Release.Write(
            Directory,
            [("primary", Database.Engine)],
            [
                .. new[]
                {
                    (
                        "V__0001_create_product.sql",
                        "-- upgrade\nCREATE TABLE product (id BIGINT PRIMARY KEY);\n-- rollback\nDROP TABLE product;\n"
                    ),
                    (
                        "V__0002_add_product_name.sql",
                        "-- upgrade\nALTER TABLE product ADD COLUMN name VARCHAR(100);\n-- rollback\nALTER TABLE product DROP COLUMN name;\n"
                    ),
                    (
                        "ROC__product_names.sql",
                        "-- upgrade\nCREATE VIEW product_names AS SELECT name FROM product;\n-- rollback\nDROP VIEW product_names;\n"
                    ),
                }
                    .Concat(more)
                    .Select(file => ("primary/" + file.Item1, file.Item2)),
            ]
        );

    public Task<CommandResult> RunAsync(params string[] arguments) => RunAsync([], arguments);

    public Task<CommandResult> RunAsync((string Name, string? Value)[] variables, params string[] arguments) =>
        CommandLine.RunAsync(Tool.Path, Arguments(arguments), Directory, Environment(variables));

    /// <summary>The arguments, with the release.</summary>
    public static string[] Arguments(params string[] arguments) => [.. arguments, "--artifact", Tests.Release.FileName];

    /// <summary>The connection is in a variable, as in a deployment.</summary>
    public Dictionary<string, string?> Environment(params (string Name, string? Value)[] variables) =>
        Tool.Environment([("DBWARDEN_CONNECTION_PRIMARY", Database.Connection), .. variables]);

    public void Dispose() => _directory.Dispose();
}
