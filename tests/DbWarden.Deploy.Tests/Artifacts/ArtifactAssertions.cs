using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Manifest;

namespace DbWarden.Deploy.Tests.Artifacts;

internal static class ArtifactAssertions
{
    public static T ShouldSucceed<T>(this Result<T> result)
        where T : notnull
    {
        if (!result.IsSuccess)
            Assert.Fail(result.Failure.InWords());
        return result.Value!;
    }

    /// <summary>Asserts that there is no value, but an error of usage, and returns all of its text.</summary>
    public static string ShouldFail<T>(this Result<T> result)
        where T : notnull
    {
        Assert.That(result.IsSuccess, Is.False, "It succeeded.");
        Assert.That(result.Failure!.Kind, Is.EqualTo(FailureKind.Usage));
        return result.Failure.InWords();
    }

    public static void ShouldHold(this Artifact artifact, SampleTree tree)
    {
        var read = artifact.Databases.SelectMany(database =>
            database.Migrations.Select(migration =>
                MigrationManifest.MigrationResourceName(database.Name, migration.Manifest.Name.FileName)
            )
        );
        Assert.That(read, Is.EqualTo(tree.Files.Keys));
        foreach (var database in artifact.Databases)
        {
            foreach (var migration in database.Migrations)
            {
                var name = MigrationManifest.MigrationResourceName(database.Name, migration.Manifest.Name.FileName);
                Assert.That(migration.Bytes.ToArray(), Is.EqualTo(tree.Files[name]), name);
            }
        }
    }

    public static string InWords(this Failure failure) =>
        string.Join(
            '\n',
            [failure.Message, .. failure.Details.Select(detail => "  " + detail), .. failure.Next.Select(next => "> " + next)]
        );
}
