using DbWarden.Deploy.Backups;

namespace DbWarden.Deploy.Tests.Backups;

public sealed class BackupRetentionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [TestCase(1, "1,2,3")]
    [TestCase(2, "1,2")]
    [TestCase(3, "1")]
    [TestCase(4, "")]
    [TestCase(0, "1,2,3", Description = "The one just taken always stays.")]
    public void The_newest_stay(int keep, string expected)
    {
        BackupFile[] all = [At(1), At(2), At(3), At(4)];
        Assert.That(Hours(BackupRetention.Superfluous(all, all[3], keep)), Is.EqualTo(expected));
    }

    [Test]
    public void The_one_just_taken_stays_even_if_the_clock_went_back()
    {
        BackupFile[] all = [At(1), At(2), At(3)];
        Assert.That(Hours(BackupRetention.Superfluous(all, all[0], keep: 1)), Is.EqualTo("2,3"));
    }

    [Test]
    public void What_is_of_another_database_or_place_or_engine_stays()
    {
        BackupFile[] all =
        [
            At(1) with
            {
                Manifest = At(1).Manifest with { Database = "other" },
            },
            At(2) with
            {
                Manifest = At(2).Manifest with { Connection = "postgresql://elsewhere/shop" },
            },
            At(3) with
            {
                Manifest = At(3).Manifest with { Engine = "sqlite" },
            },
            At(4),
        ];
        Assert.That(BackupRetention.Superfluous(all, all[3], keep: 1), Is.Empty);
    }

    [TestCase("primary-20260301T120000Z-1f0c.pgdump", true)]
    [TestCase("primary-20260301T120000Z-1f0c.sql.gz", true)]
    [TestCase("primary2-20260301T120000Z-1f0c.pgdump", false)]
    [TestCase("primary-20260301T120000Z-1f0c", false)]
    [TestCase("primary-2026.pgdump", false)]
    [TestCase("../primary-20260301T120000Z-1f0c.pgdump", false)]
    [TestCase("primary-20260301T120000Z-1f0c.pgdump\n", false)]
    public void Only_names_of_ours_are_taken_for_ours(string name, bool expected) =>
        Assert.That(BackupName.IsOf("primary", name), Is.EqualTo(expected));

    [Test]
    public void A_name_is_one_of_ours() =>
        Assert.That(BackupName.IsOf("primary", BackupName.Create("primary", Noon, ".sql.gz")), Is.True);

    private static string Hours(IEnumerable<BackupFile> backups) =>
        string.Join(',', backups.Select(backup => backup.Manifest.TakenAt.Hour - Noon.Hour).Order());

    private static BackupFile At(int hour) =>
        new(
            $"/backups/{hour}",
            new BackupManifest
            {
                File = $"{hour}",
                Engine = "postgresql",
                ServerVersion = "18.1",
                Database = "primary",
                Connection = "postgresql://server/shop",
                ArtifactName = null,
                ArtifactVersion = null,
                NewestVersion = null,
                Size = 1,
                Sha256 = "",
                TakenAt = Noon.AddHours(hour),
                ToolVersion = "1.0.0",
            }
        );
}
