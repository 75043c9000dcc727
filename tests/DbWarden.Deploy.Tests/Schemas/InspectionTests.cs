using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Schemas;
using DbWarden.Deploy.Schemas.Comparing;
using DbWarden.Deploy.Schemas.Verification;
using DbWarden.Deploy.Tests.Engines;
using DbWarden.Deploy.Tests.Suites;

namespace DbWarden.Deploy.Tests.Schemas;

[TestFixture(typeof(SqliteTestEngine))]
[TestFixture(typeof(PostgreSqlTestEngine))]
[TestFixture(typeof(MariaDbTestEngine))]
public sealed class InspectionTests<TEngine> : DeploymentSuite<TEngine>
    where TEngine : TestEngine, new()
{
    private const string CreateTable =
        "-- upgrade\nCREATE TABLE tea (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL);\n-- rollback\nDROP TABLE tea;\n";
    private const string AddIndex = "-- upgrade\nCREATE INDEX ix_name ON tea (name);\n";

    private SchemaInspection Inspect(Artifact artifact) => new(Target(artifact), scratchConnection: null, Events.Add);

    [TearDown]
    public async Task No_scratch_database_survives() => Assert.That(await ScratchDatabases.ListAsync(Engine, Database), Is.Empty);

    [Test]
    public async Task A_database_that_was_migrated_is_what_the_artifact_makes()
    {
        var artifact = Artifact(
            ("V__1_tea.sql", CreateTable),
            ("V__2_index.sql", AddIndex + "-- rollback\nDROP INDEX ix_name" + OnTea + ";\n")
        );
        await MigratedAsync(artifact);
        var comparison = await ComparedAsync(artifact);
        Assert.That(ComparisonText.Write(comparison), Is.Empty);
    }

    [Test]
    public async Task A_column_added_by_hand_is_found_and_nothing_else()
    {
        var artifact = Artifact(("V__1_tea.sql", CreateTable));
        await MigratedAsync(artifact);
        await Engine.ExecuteAsync(Database, "ALTER TABLE tea ADD COLUMN by_hand VARCHAR(10) DEFAULT 'x'");

        var comparison = await ComparedAsync(artifact);

        var difference = comparison.Differences.Single();
        Assert.That(difference.Kind, Is.EqualTo(DifferenceKind.Added));
        Assert.That(difference.Name, Is.EqualTo("column by_hand"));
        Assert.That(difference.Owner, Does.EndWith("tea"));
    }

    [Test]
    public async Task A_rollback_that_undoes_its_upgrade_passes()
    {
        var report = await VerifiedAsync(
            Artifact(
                ("V__1_tea.sql", CreateTable),
                ("V__2_index.sql", AddIndex + "-- rollback\nDROP INDEX ix_name" + OnTea + ";\n")
            )
        );
        Assert.That(report.Checks.Select(check => check.Outcome), Is.All.EqualTo(CheckOutcome.Passed));
    }

    [Test]
    public async Task A_column_that_came_to_the_end_is_a_note()
    {
        var report = await VerifiedAsync(
            Artifact(
                (
                    "V__1_tea.sql",
                    "-- upgrade\nCREATE TABLE tea (id INTEGER PRIMARY KEY, old VARCHAR(9), name VARCHAR(50));\n-- rollback\nDROP TABLE tea;\n"
                ),
                (
                    "V__2_drop.sql",
                    "-- upgrade\nALTER TABLE tea DROP COLUMN old;\n-- rollback\nALTER TABLE tea ADD COLUMN old VARCHAR(9);\n"
                )
            )
        );
        Assert.That(report.IsGood, Is.True);
        Assert.That(report.Checks[1].Comparison!.Notes.Single().Text, Is.EqualTo("column old moved to the end"));
    }

    [Test]
    public async Task A_wrong_rollback_is_named_and_not_held_against_the_next_migration()
    {
        var report = await VerifiedAsync(
            Artifact(
                ("V__1_tea.sql", CreateTable),
                ("V__2_index.sql", AddIndex + "-- rollback\nSELECT 1;\n"),
                (
                    "V__3_more.sql",
                    "-- upgrade\nALTER TABLE tea ADD COLUMN note VARCHAR(9);\n-- rollback\nALTER TABLE tea DROP COLUMN note;\n"
                )
            )
        );
        Assert.That(
            report.Checks.Select(check => check.Outcome),
            Is.EqualTo([CheckOutcome.Passed, CheckOutcome.RollbackDiffers, CheckOutcome.Passed])
        );
        var difference = report.Checks[1].Comparison!.Differences.Single();
        Assert.That($"{difference.Kind} {difference.Name}", Is.EqualTo("Added index ix_name"));
    }

    [Test]
    public async Task Repeatables_are_tried_one_by_one()
    {
        const string View = "-- upgrade\nCREATE VIEW {0} AS SELECT name FROM tea;\n-- rollback\n{1};\n";
        var report = await VerifiedAsync(
            Artifact(
                ("V__1_tea.sql", CreateTable),
                ("ROC__good.sql", string.Format(null, View, "good", "DROP VIEW good")),
                ("ROC__wrong.sql", string.Format(null, View, "wrong", "SELECT 1"))
            )
        );
        Assert.That(
            report.Checks.Select(check => check.Outcome),
            Is.EqualTo([CheckOutcome.Passed, CheckOutcome.Passed, CheckOutcome.RollbackDiffers])
        );
    }

    [Test]
    public async Task What_cannot_be_undone_is_run_once()
    {
        var report = await VerifiedAsync(
            Artifact(
                ("V__1_tea.sql", CreateTable),
                ("V__2_gone.sql", "-- dbwarden: irreversible data is lost\n-- upgrade\nDROP TABLE tea;\n")
            )
        );
        Assert.That(report.Checks[1].Outcome, Is.EqualTo(CheckOutcome.NotReversible));
        Assert.That(report.IsGood, Is.True);
    }

    [Test]
    public async Task An_upgrade_that_fails_ends_the_trial_and_names_what_was_not_tried()
    {
        var report = await VerifiedAsync(
            Artifact(
                ("V__1_tea.sql", CreateTable),
                ("V__2_bad.sql", "-- upgrade\nALTER TABLE not_there ADD COLUMN a INTEGER;\n-- rollback\nSELECT 1;\n"),
                ("V__3_more.sql", AddIndex + "-- rollback\nSELECT 1;\n")
            )
        );
        Assert.That(report.Checks[1].Outcome, Is.EqualTo(CheckOutcome.UpgradeFailed));
        Assert.That(report.Checks[1].Failure!.State, Does.Contain("scratch"));
        Assert.That(report.NotRun, Is.EqualTo(["V__3_more.sql"]));
    }

    [Test]
    public async Task The_database_itself_is_not_touched()
    {
        await VerifiedAsync(Artifact(("V__1_tea.sql", CreateTable)));
        Assert.That(await Engine.TablesAsync(Database), Is.Empty);
        Assert.That(await Engine.OwnTablesAsync(Database), Is.Empty);
    }

    [Test]
    public async Task A_scratch_database_whose_owner_is_dead_is_removed_by_the_next_run()
    {
        await ScratchDatabases.LeaveBehindAsync(Engine, Database);
        Assert.That(await ScratchDatabases.ListAsync(Engine, Database), Is.Not.Empty);
        await VerifiedAsync(Artifact(("V__1_tea.sql", CreateTable)));
    }

    [Test]
    public async Task A_baseline_is_compared_with_the_versions_up_to_it()
    {
        var artifact = Artifact(
            ("V__1_tea.sql", CreateTable),
            ("V__2_index.sql", AddIndex + "-- rollback\nDROP INDEX ix_name" + OnTea + ";\n")
        );
        await Engine.ExecuteAsync(Database, "CREATE TABLE tea (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL)");

        var first = await Inspect(artifact).CompareWithVersionAsync(Version("1"), CancellationToken.None);
        var second = await Inspect(artifact).CompareWithVersionAsync(Version("2"), CancellationToken.None);

        Assert.That(ComparisonText.Write(first.Value!), Is.Empty);
        Assert.That(
            second.Value!.Differences.Select(difference => $"{difference.Kind} {difference.Name}"),
            Is.EqualTo(["Missing index ix_name"])
        );
    }

    [Test]
    public async Task What_repeatable_migrations_make_says_nothing_against_a_baseline()
    {
        var artifact = Artifact(
            ("V__1_tea.sql", CreateTable),
            ("ROC__names.sql", "-- upgrade\nCREATE VIEW names AS SELECT name FROM tea;\n-- rollback\nDROP VIEW names;\n"),
            ("ROC__later.sql", "-- upgrade\nCREATE VIEW later AS SELECT name FROM nowhere;\n-- rollback\nDROP VIEW later;\n")
        );
        await Engine.ExecuteAsync(Database, "CREATE TABLE tea (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL)");
        // An older one than the file's.
        await Engine.ExecuteAsync(Database, "CREATE VIEW names AS SELECT id FROM tea");
        await Engine.ExecuteAsync(Database, "CREATE VIEW nobodys AS SELECT id FROM tea");

        var compared = await Inspect(artifact).CompareWithVersionAsync(Version("1"), CancellationToken.None);
        Assert.That(
            compared.Value?.Differences.Select(difference => difference.Name.Split('.', ' ')[^1]),
            Is.EqualTo(["nobodys"]),
            Account(compared.Failure)
        );
    }

    private string OnTea => Engine.Name == "mariadb" ? " ON tea" : "";

    private async Task<SchemaComparison> ComparedAsync(Artifact artifact)
    {
        var comparison = await Inspect(artifact).CompareWithArtifactAsync(CancellationToken.None);
        Assert.That(comparison.Failure, Is.Null, () => Account(comparison.Failure));
        return comparison.Value!;
    }

    private async Task<VerificationReport> VerifiedAsync(Artifact artifact)
    {
        Result<VerificationReport> report = await Inspect(artifact).VerifyAsync(static _ => { }, CancellationToken.None);
        Assert.That(report.Failure, Is.Null, () => Account(report.Failure));
        return report.Value!;
    }
}
