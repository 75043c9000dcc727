using System.Collections.Concurrent;
using DbWarden.Tool.Tests.Proofs.Databases;

namespace DbWarden.Tool.Tests.Proofs;

/// <summary>The release whose runs are killed, and the gates that it passes on its way.</summary>
internal static class KillRelease
{
    private const string Fill = "V__0003_fill.sql";
    private const string Index = "V__0004_index.sql";
    private const string Migrations = "__dbwarden_migrations";
    private const string History = "__dbwarden_history";
    private const string Lock = "__dbwarden_lock";

    private static readonly (string Gate, string Table, string Moment, string Condition)[] Guards =
    [
        ("taking", Lock, "BEFORE UPDATE", "NEW.execution_id IS NOT NULL AND OLD.execution_id IS NULL"),
        ("taken", Lock, "BEFORE UPDATE", "NEW.execution_id = OLD.execution_id"),
        ("releasing", Lock, "BEFORE UPDATE", "NEW.execution_id IS NULL AND OLD.execution_id IS NOT NULL"),
        ("recording", Migrations, "BEFORE INSERT", "NEW.identity = '3'"),
        ("counting_rows", Migrations, "BEFORE UPDATE", "NEW.identity = '3' AND NEW.state = 'applying' AND NEW.units_done = 1"),
        (
            "counting_definition",
            Migrations,
            "BEFORE UPDATE",
            "NEW.identity = '3' AND NEW.state = 'applying' AND NEW.units_done = 5"
        ),
        ("finishing", Migrations, "BEFORE UPDATE", "NEW.identity = '4' AND NEW.state = 'applied'"),
        ("recorded", History, "AFTER INSERT", "NEW.identity = '3'"),
    ];

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Undisturbed = new();

    private static readonly string[] Statements = ["first", "second", "last", "outside"];

    /// <summary>Deploys the first release, and puts the gates up.</summary>
    public static async Task<GatedDatabase> PrepareAsync(Shop shop)
    {
        (await shop.RunAsync("migrate")).ShouldExitWith(0);
        var database = GatedDatabase.Of(shop.Database);
        await database.ExecuteAsync("CREATE TABLE warehouse (id BIGINT PRIMARY KEY, name VARCHAR(50))");
        await database.CreateGatesAsync([.. Statements, .. Guards.Select(guard => guard.Gate)]);
        foreach (var (gate, table, moment, condition) in Guards)
            await database.GuardAsync(table, moment, condition, gate);
        Release(shop);
        return database;
    }

    /// <summary>Everything that a run leaves behind but when it was and who it was: tables, rows, records.</summary>
    public static async Task<string> StateAsync(GatedDatabase database) =>
        string.Join(
            '\n',
            [
                .. await database.SchemaAsync(),
                "customer",
                .. await database.QueryAsync("SELECT id, name FROM customer ORDER BY id"),
                "records",
                .. await database.QueryAsync(
                    "SELECT kind, identity, version, file_name, upgrade_checksum, rollback_checksum, rollback_sql, state, direction, units_done, units_total, "
                        + "unit_checksums, unit_in_doubt, error FROM __dbwarden_migrations ORDER BY kind, identity"
                ),
                "applied so often",
                .. await database.QueryAsync(
                    "SELECT kind, identity, count(*) FROM __dbwarden_history WHERE outcome = 'applied' GROUP BY kind, identity ORDER BY kind, identity"
                ),
            ]
        );

    /// <summary>The same after a run that nobody disturbed.</summary>
    public static Task<string> UndisturbedAsync(string engine) =>
        Undisturbed
            .GetOrAdd(
                engine,
                engine => new Lazy<Task<string>>(async () =>
                {
                    using var shop = await Shop.OpenAsync(engine);
                    var database = await PrepareAsync(shop);
                    (await shop.RunAsync("migrate")).ShouldExitWith(0);
                    return await StateAsync(database);
                })
            )
            .Value;

    /// <summary>Every engine's points, in the order in which a run comes to them.</summary>
    public static IEnumerable<KillPoint> Points =>
        [
            new("sqlite", "lock being taken", "taking"),
            new("sqlite", "before the first statement", "first") { After = Fill },
            new("sqlite", "between statements", "second") { After = "CREATE VIEW shelf" },
            new("sqlite", "after the last statement", "last") { After = "(2, 'Grace')" },
            new("sqlite", "before the record", "recording") { After = "name = 'last'" },
            new("sqlite", "before the commit", "recorded") { After = "name = 'last'" },
            new("sqlite", "outside a transaction", "outside")
            {
                After = "CREATE INDEX",
                Way = WayOn.ResumeAt,
                NextUnit = 3,
            },
            new("sqlite", "before the release", "releasing") { After = "applied " + Index },
            new("postgresql", "lock being taken", "taking"),
            new("postgresql", "lock taken", "taken"),
            new("postgresql", "before the first statement", "first"),
            new("postgresql", "between statements", "second"),
            new("postgresql", "inside a statement", "LOCK TABLE product IN ACCESS SHARE MODE"),
            new("postgresql", "after the last statement", "last"),
            new("postgresql", "before the record", "recording"),
            new("postgresql", "before the commit", "recorded"),
            new("postgresql", "inside CREATE INDEX CONCURRENTLY", "LOCK TABLE warehouse IN ROW EXCLUSIVE MODE")
            {
                Way = WayOn.Resume,
            },
            new("postgresql", "outside a transaction", "outside") { Way = WayOn.ResumeAt, NextUnit = 3 },
            new("postgresql", "before the release", "releasing"),
            new("mariadb", "lock being taken", "taking"),
            new("mariadb", "lock taken", "taken"),
            // The server ends what its client had sent: the journal says that the migration began, and that nothing of it is done.
            new("mariadb", "journal being begun", "recording") { Way = WayOn.Resume },
            new("mariadb", "before the first statement", "first") { Way = WayOn.Resume },
            new("mariadb", "a transaction being counted", "counting_rows") { Way = WayOn.Resume },
            new("mariadb", "between definitions that one write began", "LOCK TABLES product WRITE") { Way = WayOn.Resume },
            new("mariadb", "between statements", "second") { Way = WayOn.Resume },
            new("mariadb", "inside a statement", "SELECT * FROM product") { Way = WayOn.Resume },
            new("mariadb", "a definition being counted", "counting_definition") { Way = WayOn.Resume },
            new("mariadb", "after the last statement", "last") { Way = WayOn.Resume },
            new("mariadb", "before the commit", "recorded") { Way = WayOn.MigrateTheRest },
            new("mariadb", "before the record", "finishing") { Way = WayOn.Resume },
            new("mariadb", "before the release", "releasing"),
        ];

    /// <summary>Releases it, and perhaps something more than what a run was killed with.</summary>
    public static void Release(Shop shop, params (string File, string Text)[] more)
    {
        var concurrently = shop.Database.Engine == "postgresql" ? "CONCURRENTLY " : "";
        shop.Release([
            (
                Fill,
                $"""
                -- upgrade
                {GatedDatabase.Pass("first")};
                CREATE TABLE customer (id BIGINT PRIMARY KEY, name VARCHAR(50));
                CREATE VIEW shelf AS SELECT id FROM product;
                {GatedDatabase.Pass("second")};
                INSERT INTO customer (id, name) VALUES (1, 'Ada');
                ALTER TABLE product ADD COLUMN price BIGINT;
                ALTER TABLE product ADD COLUMN weight BIGINT;
                INSERT INTO customer (id, name) VALUES (2, 'Grace');
                {GatedDatabase.Pass("last")};
                -- rollback
                ALTER TABLE product DROP COLUMN weight;
                ALTER TABLE product DROP COLUMN price;
                DROP VIEW shelf;
                DROP TABLE customer;
                """
            ),
            (
                Index,
                $"""
                -- dbwarden: no-transaction
                -- upgrade
                CREATE INDEX {concurrently}warehouse_name ON warehouse (name);
                {GatedDatabase.Pass("outside")};
                CREATE TABLE invoice (id BIGINT PRIMARY KEY);
                -- rollback
                DROP TABLE invoice;
                DROP INDEX warehouse_name{(shop.Database.Engine == "mariadb" ? " ON warehouse" : "")};
                """
            ),
            .. more,
        ]);
    }
}
