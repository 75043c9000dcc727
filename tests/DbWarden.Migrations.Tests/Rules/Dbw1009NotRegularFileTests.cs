namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw1009NotRegularFileTests : RuleTests
{
    [TestCase(MigrationSourceKind.LinkOutOfProject, "this is a symbolic link that leaves the project; put the file itself here")]
    [TestCase(
        MigrationSourceKind.NotRegular,
        "this is not a regular file; put a file here, or exclude it from DbWardenMigration"
    )]
    public void What_is_not_a_file_of_the_project_is_reported_and_not_read(MigrationSourceKind kind, string message) =>
        AssertFound(
            Sqlite,
            [new MigrationText("V__1_a.sql", "") { FoundKind = kind, Failure = new InvalidOperationException("It was read.") }],
            $"migrations/V__1_a.sql: error DBW1009: {message}"
        );

    [Test]
    public void A_file_that_cannot_be_read_is_reported_beside_the_others() =>
        AssertFound(
            Sqlite,
            [
                .. SoundFiles("V__1_a.sql"),
                new MigrationText("V__2_b.sql", "") { Failure = new UnauthorizedAccessException("Access is denied.") },
                new MigrationText("V__3_c.sql", "") { Failure = new IOException("The disk is gone") },
            ],
            "migrations/V__2_b.sql: error DBW1009: the file cannot be read: Access is denied",
            "migrations/V__3_c.sql: error DBW1009: the file cannot be read: The disk is gone"
        );

    [Test]
    public void A_bug_is_not_taken_for_a_file_that_cannot_be_read() =>
        Assert.Throws<InvalidOperationException>(() =>
            AssertFound(Sqlite, [new MigrationText("V__1_a.sql", "") { Failure = new InvalidOperationException("A bug.") }])
        );
}
