using DbWarden.Deploy.Backups;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.Deploy.Tests.Schemas;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Backups;

/// <summary>A database with every kind of object, names beyond ASCII, names that need quotes, and binary data.</summary>
[TestFixture("sqlite")]
[TestFixture("postgresql")]
[TestFixture("mariadb")]
public sealed class RoundTripTests(string engine)
{
    private static readonly Dictionary<string, string> Rows = new()
    {
        ["sqlite"] = """
            INSERT INTO strict_one VALUES (1, x'00ff0a0d275c'), (2, zeroblob(100000));
            INSERT INTO customer ("E-Mail", "Straße 名", odd) VALUES ('ä@例え.jp', 'Straße "1"', char(1) || 'ab');
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO "order items" (order_id, line, customer_id, note) SELECT 1, i, 1, 'nöte ' || i FROM n;
            """,
        ["postgresql"] = """
            CREATE TABLE "bin ""ary" (id int PRIMARY KEY, "Dätä" bytea);
            INSERT INTO "bin ""ary" SELECT n, decode(md5(n::text), 'hex') || '\x00ff0a0d275c' FROM generate_series(1, 5000) n;
            SELECT lo_from_bytea(0, '\x00ff0a0d275c'), lo_from_bytea(0, decode(repeat('00ff', 100000), 'hex'));
            INSERT INTO customer ("E-Mail", "Straße 名", tags) VALUES ('ä@例え.jp', E'Straße "1"\\\n', '{a,"b c",NULL}');
            INSERT INTO measurement VALUES ('2026-03-01', 'NaN'), ('1999-01-01', 0.1);
            REFRESH MATERIALIZED VIEW monthly;
            """,
        ["mariadb"] = """
            INSERT INTO customer (`E-Mail`, `Straße 名`, picture) VALUES ('ä@例え.jp', 'Straße "1"\\\n', x'00ff0a0d275c'), ('😀', '', REPEAT(x'00ff', 30000));
            INSERT INTO price VALUES (1, 100), (2, 200);
            UPDATE price SET cents = 150 WHERE id = 1;
            DELETE FROM price WHERE id = 2;
            INSERT INTO measurement VALUES ('2026-03-01', 0.1), ('2030-01-01', NULL);
            INSERT INTO `order items` SELECT seq, 1, 1, CONCAT('nöte ', seq), POINT(seq, 2) FROM seq_1_to_3000;
            """,
    };

    /// <summary>What comes after the backup: new objects, in a new schema where there are schemas, and fewer and other rows.</summary>
    private static readonly Dictionary<string, string> Later = new()
    {
        ["sqlite"] = """
            DROP VIEW "a view";
            DELETE FROM "order items" WHERE line > 10;
            CREATE TABLE later (id INTEGER);
            CREATE TRIGGER later_trigger AFTER INSERT ON later BEGIN SELECT 1; END;
            ALTER TABLE strict_one ADD COLUMN later TEXT;
            """,
        ["postgresql"] = """
            CREATE SCHEMA "Später"; CREATE TABLE "Später".t (id int);
            CREATE TABLE later (id serial PRIMARY KEY); CREATE VIEW later_view AS SELECT * FROM later;
            CREATE TYPE later_type AS ENUM ('a'); CREATE DOMAIN later_domain AS later_type; CREATE TYPE later_row AS (a later_type);
            CREATE FUNCTION later_function(later_type) RETURNS int LANGUAGE sql AS 'SELECT 1';
            CREATE AGGREGATE later_sum(int) (SFUNC = int4pl, STYPE = int);
            CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
            CREATE EXTENSION pg_trgm; CREATE PUBLICATION later_publication FOR ALL TABLES;
            CREATE FUNCTION later_event() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
            ALTER TABLE customer DROP COLUMN "Straße 名"; DELETE FROM "bin ""ary" WHERE id > 10; DROP TABLE audit.special_entry;
            SELECT lo_unlink(max(oid)), lo_from_bytea(0, 'later') FROM pg_largeobject_metadata;
            ALTER TYPE mood ADD VALUE 'later';
            CREATE EVENT TRIGGER later_event ON ddl_command_start EXECUTE FUNCTION later_event();
            """,
        ["mariadb"] = """
            CREATE TABLE later (id int PRIMARY KEY, customer bigint unsigned, FOREIGN KEY (customer) REFERENCES customer (id));
            CREATE VIEW later_view AS SELECT * FROM later; CREATE SEQUENCE later_sequence;
            CREATE PROCEDURE later_procedure() SELECT 1; CREATE FUNCTION later_function() RETURNS int RETURN 1;
            CREATE EVENT later_event ON SCHEDULE EVERY 1 DAY DO SELECT 1;
            CREATE TRIGGER later_trigger BEFORE INSERT ON later FOR EACH ROW SET NEW.id = 1;
            ALTER TABLE customer DROP COLUMN picture; DELETE FROM `order items` WHERE order_id > 10; DROP EVENT nightly; DROP PROCEDURE tidy;
            """,
    };

    private SchemaSource _source = null!;
    private TemporaryDirectory _directory = null!;

    [SetUp]
    public async Task FillAsync()
    {
        _directory = new TemporaryDirectory();
        _source = await SchemaSource.CreateAsync(engine);
        var sample = _source.Sample.Split('\n').Where(line => !line.Contains("__dbwarden", StringComparison.Ordinal));
        await _source.RunAsync(string.Join('\n', sample));
        await _source.RunAsync(Rows[engine]);
    }

    [TearDown]
    public void Remove()
    {
        _source.Dispose();
        _directory.Dispose();
    }

    [Test]
    public async Task Everything_comes_back_bit_for_bit_and_nothing_that_came_later_stays()
    {
        var first = ("V__1_first.sql", "-- upgrade\nCREATE TABLE first (id INT);\n-- rollback\nDROP TABLE first;\n");
        var second = ("V__2_second.sql", "-- upgrade\nCREATE TABLE second (id INT);\n-- rollback\nDROP TABLE second;\n");
        await MigrateAsync(first);
        var before = await DatabaseContents.ReadAsync(_source);
        var backup = await Deploy(first).BackupAsync(new BackupOptions(), CancellationToken.None);
        Assert.That(backup.Failure, Is.Null, () => Text(backup.Failure));

        await MigrateAsync(first, second);
        await _source.RunAsync(Later[engine]);
        Assert.That(await DatabaseContents.ReadAsync(_source), Is.Not.EqualTo(before));
        var fence = await FenceAsync();

        var restored = await Deploy(first, second).RestoreAsync(new RestoreOptions(backup.Value!.Path), CancellationToken.None);
        Assert.That(restored.Failure, Is.Null, () => Text(restored.Failure));
        Assert.That(await DatabaseContents.ReadAsync(_source), Is.EqualTo(before));

        var history = await Deploy(first).HistoryAsync(limit: null, CancellationToken.None);
        Assert.That(
            history.Value!.Select(entry => $"{entry.Operation} {entry.Identity} {entry.Outcome}"),
            Is.EqualTo(new[] { "migrate 1 applied", "migrate 2 applied", "restore  restored" })
        );
        Assert.That(history.Value!.Select(entry => entry.Number), Is.Ordered.And.Unique);
        Assert.That(await FenceAsync(), Is.EqualTo(fence + 1));
        await MigrateAsync(first, second);

        // A second time, over what the first time made.
        restored = await Deploy(first, second).RestoreAsync(new RestoreOptions(backup.Value.Path), CancellationToken.None);
        Assert.That(restored.Failure, Is.Null, () => Text(restored.Failure));
        Assert.That(await DatabaseContents.ReadAsync(_source), Is.EqualTo(before));
    }

    private static string Text(Results.Failure? failure) =>
        failure is null ? "" : $"{failure.Message}\n{string.Join('\n', failure.Details)}\n{failure.State}";

    private Deployment Deploy(params (string File, string Text)[] files) =>
        new(
            new DeploymentTarget
            {
                Artifact = TestArtifact.Of(engine, files),
                Database = "primary",
                Engine = engine,
                ConnectionString = _source.ConnectionString,
                BackupDirectory = Path.Combine(_directory.Path, "backups"),
            },
            _ => { }
        );

    private async Task MigrateAsync(params (string File, string Text)[] files)
    {
        var outcome = await Deploy(files).MigrateAsync(new MigrateOptions(), CancellationToken.None);
        Assert.That(outcome.Failure, Is.Null, () => Text(outcome.Failure));
    }

    private async Task<long> FenceAsync() => (await Deploy().LockStatusAsync(CancellationToken.None)).Value!.Fence;
}
