using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Secrets;
using Microsoft.Data.Sqlite;

namespace DbWarden.Tool.Tests.Output;

/// <summary>The text of every command, and of what may go wrong, as snapshots that are read like a page: through a pipe and on two screens.</summary>
[Platform(Exclude = "Win", Reason = "Windows has no script(1).")]
[TestFixture(null)]
[TestFixture(80)]
[TestFixture(200)]
public sealed class TextTests(int? columns)
{
    private const string Release = "--artifact " + Tests.Release.FileName;

    private Transcript _transcript = null!;

    [SetUp]
    public void Begin()
    {
        _transcript = new Transcript(columns);
        _transcript.Variables["DBWARDEN_CONNECTION_PRIMARY"] = "Data Source=shop.db";
        Publish(
            ("V__0001_create_product.sql", Product),
            ("V__0002_move_prices_into_a_table_of_their_own.sql", Prices),
            ("ROC__product_names.sql", Names)
        );
    }

    [TearDown]
    public void End() => _transcript.Dispose();

    private const string Product =
        "-- upgrade\nCREATE TABLE product (id BIGINT PRIMARY KEY, name VARCHAR(100));\n-- rollback\nDROP TABLE product;\n";
    private const string Prices =
        "-- upgrade\nCREATE TABLE price (product_id BIGINT REFERENCES product (id), amount NUMERIC(12,2) NOT NULL);\nINSERT INTO product (id, name) VALUES (1, 'Tea');\nINSERT INTO price VALUES (1, 2.50);\n-- rollback\nDROP TABLE price;\nDELETE FROM product;\n";
    private const string Names =
        "-- upgrade\nCREATE VIEW product_names AS SELECT name FROM product;\n-- rollback\nDROP VIEW product_names;\n";

    [Test]
    public async Task A_deploy()
    {
        _transcript.Write("app/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        _transcript.Write("app/.git/HEAD", "");
        var typed = new List<string>();
        await TypeAsync("init --project app/App.csproj");
        await TypeAsync("init --project app/App.csproj");
        await TypeAsync("new add stock --project app/App.csproj".Replace("add stock", "add_stock"));
        await TypeAsync($"check {Release}");
        await TypeAsync($"database list {Release}");
        await TypeAsync($"settings show {Release}");
        await TypeAsync($"status {Release}");
        await TypeAsync($"history {Release}");
        await TypeAsync($"migrate --dry-run {Release}");
        await TypeAsync($"migrate --with-backup {Release}");
        var backup = Path.GetFileName(Backup());
        await TypeAsync($"migrate {Release}");
        Age();
        await TypeAsync($"status {Release}");
        await TypeAsync($"history {Release}");
        await TypeAsync($"lock-status {Release}");
        await TypeAsync($"backup {Release}");
        await TypeAsync($"backup list {Release}");
        await TypeAsync($"check-db {Release}");
        await TypeAsync($"check-db --expect {Release}");
        await TypeAsync($"snapshot product {Release}");
        await TypeAsync($"verify {Release}");
        await TypeAsync($"script --to 1 {Release}", firstLines: 6);
        await TypeAsync($"rollback --dry-run {Release}");
        await TypeAsync($"rollback --name product_names {Release}");
        await TypeAsync($"rollback --verbose {Release}");
        await TypeAsync($"migrate {Release}");
        await TypeAsync($"downgrade --to 1 {Release}");
        await TypeAsync($"repair --mark-applied 2 --yes {Release}");
        await TypeAsync($"restore backups/{backup} --yes {Release}");
        await TypeAsync($"unlock {Release}");
        await TypeAsync("version");
        await TypeAsync("completion bash", firstLines: 2);
        Assert.That(
            EveryCommand.Options.Keys.Where(name =>
                !typed.Exists(command => command.StartsWith(name + " ", StringComparison.Ordinal) || command == name)
            ),
            Is.Empty,
            "A new command belongs here, too."
        );
        Match();

        Task TypeAsync(string command, int? firstLines = null)
        {
            typed.Add(command);
            return _transcript.TypeAsync(command, firstLines);
        }
    }

    [Test]
    public async Task What_goes_wrong_with_the_database()
    {
        await _transcript.TypeAsync($"migrate --to-version 1 {Release}");
        Publish(
            ("V__0001_create_product.sql", Product),
            (
                "V__0002_add_orders.sql",
                "-- upgrade\nCREATE TABLE orders (id BIGINT PRIMARY KEY);\nINSERT INTO order_lines VALUES (1);\n-- rollback\nDROP TABLE orders;\n"
            )
        );
        await _transcript.TypeAsync($"migrate {Release}");
        await _transcript.TypeAsync($"migrate --with-backup {Release}");
        Age();
        await _transcript.TypeAsync($"history {Release}");
        Publish(
            ("V__0001_create_product.sql", Product.Replace("BIGINT", "INTEGER")),
            ("V__0003_add_stock.sql", "-- upgrade\nCREATE TABLE stock (id BIGINT);\n-- rollback\nDROP TABLE stock;\n")
        );
        await _transcript.TypeAsync($"migrate {Release}");
        await _transcript.TypeAsync($"status {Release}");
        await _transcript.TypeAsync($"check-db --expect {Release}");
        Publish(("V__0003_add_stock.sql", "-- upgrade\nCREATE TABLE stock (id BIGINT);\n-- rollback\nDROP TABLE stock;\n"));
        await _transcript.TypeAsync($"migrate {Release}");
        await _transcript.TypeAsync($"migrate --allow-missing {Release}");
        Publish(
            ("V__0001_create_product.sql", Product),
            ("V__0002_late.sql", "-- upgrade\nCREATE TABLE late (id INT);\n-- rollback\nDROP TABLE late;\n"),
            (
                "V__0003_add_stock.sql",
                "-- dbwarden: irreversible the old system is gone\n-- upgrade\nCREATE TABLE stock (id BIGINT);\n-- rollback\n"
            )
        );
        await _transcript.TypeAsync($"migrate {Release}");
        await _transcript.TypeAsync($"rollback {Release}");
        await _transcript.TypeAsync($"downgrade --to 7 {Release}");
        Hold();
        await _transcript.TypeAsync($"migrate --out-of-order --lock-wait 0 {Release}");
        await _transcript.TypeAsync($"lock-status {Release}");
        await _transcript.TypeAsync($"unlock {Release}");
        await _transcript.TypeAsync($"unlock --force {Release}");
        Match();
    }

    [Test]
    public async Task What_goes_wrong_with_what_is_typed()
    {
        await _transcript.TypeAsync("migrat");
        await _transcript.TypeAsync("migrate --dryrun");
        await _transcript.TypeAsync("backup lst");
        await _transcript.TypeAsync("rollback --count none");
        await _transcript.TypeAsync("status");
        await _transcript.TypeAsync("status --artifact missing.dll");
        await _transcript.TypeAsync($"status -d analytics {Release}");
        await _transcript.TypeAsync($"snapshot prodct {Release}");
        await _transcript.TypeAsync($"restore backups/gone.sqlite {Release}");
        _transcript.Write("closed", "a file where the directory of the backups should be");
        await _transcript.TypeAsync($"migrate --with-backup --backup-dir closed {Release}");
        _transcript.Write("migrations/V__0001_a.sql", "-- upgrade\nINSERT INTO a VALUES ('x);\n-- rollback\nDELETE FROM a;\n");
        _transcript.Write("migrations/V_2.sql", "SELECT 1;\n");
        await _transcript.TypeAsync("check --artifact migrations --engine sqlite");
        await _transcript.TypeAsync("migrate --artifact migrations --engine sqlite");
        _transcript.Variables.Clear();
        await _transcript.TypeAsync($"migrate {Release}");
        Publish("postgresql", ("V__0001_create_product.sql", Product));
        _transcript.Variables["DBWARDEN_CONNECTION_PRIMARY"] = "postgresql://app:secret@127.0.0.1:1/shop";
        await _transcript.TypeAsync($"migrate --connect-timeout 0 {Release}");
        _transcript.Variables["DBWARDEN_CONNECTION_PRIMARY"] = "postgresql://app:secret@[127.0.0.1/shop";
        await _transcript.TypeAsync($"migrate {Release}");
        Match();
    }

    private void Match() => Snapshots.Match(_transcript.ToString(), columns is null ? "pipe" : $"{columns}");

    private void Publish(params (string Name, string Text)[] files) => Publish("sqlite", files);

    private void Publish(string engine, params (string Name, string Text)[] files) =>
        Tests.Release.Write(
            _transcript.Directory,
            [("primary", engine)],
            [.. files.Select(file => ("primary/" + file.Name, file.Text))]
        );

    private string Backup() =>
        Directory
            .GetFiles(Path.Combine(_transcript.Directory, "backups"))
            .Single(path => !path.EndsWith(".json", StringComparison.Ordinal));

    /// <summary>Makes what is recorded a matter of long ago, and of somebody else.</summary>
    private void Age() =>
        Execute(
            "UPDATE __dbwarden_migrations SET applied_at = '2019-07-01T12:00:00.000Z', duration_ms = 1234, applied_by = 'deploy@build';"
                + "UPDATE __dbwarden_history SET happened_at = '2019-07-01T12:00:00.000Z', duration_ms = 1234, happened_by = 'deploy@build';"
        );

    /// <summary>Gives the lease to a run on another machine that is well.</summary>
    private void Hold() =>
        Execute(
            "UPDATE __dbwarden_lock SET execution_id = '0193', server = 'build-7', client_host = 'build-7', boot_id = 'another', process_id = 4711, "
                + "process_started = '1', database_user = 'deploy', tool_version = '0.9.0', operation = 'migrate', migration = 'V__0002_late.sql', "
                + "acquired_at = '2019-07-01T12:00:00.000Z', heartbeat_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+1 hour'), ttl_seconds = 60"
        );

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_transcript.Directory, "shop.db")};Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
