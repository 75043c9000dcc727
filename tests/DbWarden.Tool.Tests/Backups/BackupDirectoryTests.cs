using System.Runtime.Versioning;
using DbWarden.TestSupport;
using DbWarden.Tool.Tests.Proofs.Databases;

namespace DbWarden.Tool.Tests.Backups;

/// <summary>Where no backup can be put, nothing is run.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class BackupDirectoryTests
{
    private Shop _shop = null!;

    private static string Migrate => $"{Tool.Path} migrate --with-backup --artifact {Release.FileName}";

    private GatedDatabase Database => GatedDatabase.Of(_shop.Database);

    private string Backups => Path.Combine(_shop.Directory, "backups");

    [SetUp]
    public async Task OpenShop() => _shop = await Shop.OpenAsync("sqlite");

    [TearDown]
    public void CloseShop() => _shop.Dispose();

    [Test]
    public async Task A_backup_and_its_directory_are_for_their_owner_only()
    {
        (await _shop.RunAsync("migrate", "--with-backup")).ShouldExitWith(0);
        Assert.That(
            File.GetUnixFileMode(Backups),
            Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)
        );
        Assert.That(
            Directory.GetFiles(Backups).Select(File.GetUnixFileMode),
            Has.Exactly(2).Items.And.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite)
        );
    }

    [Test]
    public async Task A_directory_that_everybody_may_write_to_is_refused()
    {
        Directory.CreateDirectory(Backups);
        File.SetUnixFileMode(Backups, File.GetUnixFileMode(Backups) | UnixFileMode.OtherWrite);
        await ShouldRefuseAsync(Backups, "Everybody may write to");
    }

    [Test]
    public async Task A_link_is_refused_also_with_a_slash_behind_it()
    {
        var real = Directory.CreateDirectory(Path.Combine(_shop.Directory, "real")).FullName;
        Directory.CreateSymbolicLink(Backups, real);
        await ShouldRefuseAsync(Backups, "is a link");
        await ShouldRefuseAsync(Backups + "/", "is a link");
        Assert.That(Directory.GetFileSystemEntries(real), Is.Empty);
    }

    [Test]
    public async Task A_file_is_refused()
    {
        await File.WriteAllTextAsync(Backups, "");
        await ShouldRefuseAsync(Backups, "is a file and no directory");
    }

    // Not even root can write there.
    [Test]
    public Task A_directory_that_cannot_be_written_to_is_refused() => ShouldRefuseAsync("/proc", "could not be written to /proc");

    [Test]
    public async Task Too_little_space_is_said_beforehand_where_the_size_is_known()
    {
        await Database.ExecuteAsync("CREATE TABLE large AS SELECT randomblob(300000) AS data");
        var result = await RunInSmallDirectoryAsync();
        if (result is null)
            Assert.Ignore("This user may mount nothing.");
        Assert.That(result!.ShouldExitWith(7).StandardError, Does.Contain("There is too little space for the backup in"));
        await ShouldBeUntouchedAsync();
    }

    [Test]
    public async Task A_backup_that_does_not_fit_leaves_nothing_behind()
    {
        var shop = await Shop.OpenAsync("postgresql");
        await GatedDatabase
            .Of(shop.Database)
            .ExecuteAsync("CREATE TABLE large AS SELECT gen_random_uuid() FROM generate_series(1, 10000)");
        Directory.CreateDirectory(Path.Combine(shop.Directory, "backups"));
        _shop.Dispose();
        _shop = shop;
        var result = await RunInSmallDirectoryAsync() ?? await RunWithSmallFilesAsync();
        Assert.That(result.ShouldExitWith(7).StandardError, Does.Contain("error: The backup could not be written to "));
        await ShouldBeUntouchedAsync();
    }

    [Test]
    public async Task What_a_killed_run_left_behind_is_removed_by_the_next_one()
    {
        Directory.CreateDirectory(Backups);
        foreach (var end in new[] { "", ".lock", "-journal" })
            await File.WriteAllTextAsync(Path.Combine(Backups, ".dbwarden-primary-1.partial" + end), "torn");
        (await _shop.RunAsync("migrate", "--with-backup")).ShouldExitWith(0);
        Assert.That(Directory.GetFiles(Backups).Select(Path.GetFileName), Has.Exactly(2).Items.And.All.StartsWith("primary-"));
    }

    [Test]
    public async Task The_directory_can_be_a_setting()
    {
        var other = Path.Combine(_shop.Directory, "elsewhere");
        (await _shop.RunAsync([("DbWarden__BackupDirectory", other)], "migrate", "--with-backup")).ShouldExitWith(0);
        Assert.That(Directory.GetFiles(other), Has.Length.EqualTo(2));
        (
            await _shop.RunAsync(
                [("DbWarden__BackupDirectory", "elsewhere")],
                "rollback",
                "--name",
                "product_names",
                "--with-backup"
            )
        ).ShouldExitWith(0);
        Assert.That(Directory.GetFiles(other), Has.Length.EqualTo(4));
        Assert.That(Directory.Exists(Backups), Is.False);
    }

    [Test]
    public async Task Without_a_migration_that_changes_something_there_is_no_backup()
    {
        (await _shop.RunAsync("migrate")).ShouldExitWith(0);
        (await _shop.RunAsync("migrate", "--with-backup")).ShouldExitWith(0);
        _shop.Release(("RA__count.sql", "-- upgrade\nUPDATE product SET name = 'tea';\n-- rollback\nSELECT 1;\n"));
        (await _shop.RunAsync("migrate", "--with-backup")).ShouldExitWith(0);
        Assert.That(Directory.Exists(Backups), Is.False);
    }

    [TestCase("--backup-dir", "x")]
    [TestCase("--keep", "2")]
    public async Task Its_options_need_with_backup(string option, string value)
    {
        var result = await _shop.RunAsync("migrate", option, value);
        Assert.That(result.ShouldExitWith(2).StandardError, Does.Contain($"{option} needs --with-backup."));
    }

    /// <summary>With a disk of 64 kB for the backups; null where this user may mount nothing.</summary>
    private async Task<CommandResult?> RunInSmallDirectoryAsync()
    {
        Directory.CreateDirectory(Backups);
        var script =
            $"mount -t tmpfs -o size=64k,mode=700 tmpfs backups || exit 99; {Migrate}; code=$?; ls -A backups; exit $code";
        var result = await CommandLine.RunAsync(
            "unshare",
            // Root may mount without a name space of users, which some systems forbid.
            ["--mount", .. Environment.IsPrivilegedProcess ? [] : new[] { "--map-root-user" }, "sh", "-c", script],
            _shop.Directory,
            _shop.Environment()
        );
        if (result.ExitCode == 99 || result.StandardError.Contains("unshare:", StringComparison.Ordinal))
            return null;
        Assert.That(result.StandardOutput, Does.EndWith("before the failure\n"), "No file is left.");
        return result;
    }

    /// <summary>What a full disk does to a write, at 64 kB; the runtime itself needs larger files for one of its protections.</summary>
    private Task<CommandResult> RunWithSmallFilesAsync() =>
        CommandLine.RunAsync(
            "bash",
            ["-c", $"trap '' XFSZ; ulimit -f 64; exec {Migrate}"],
            _shop.Directory,
            _shop.Environment(("DOTNET_EnableWriteXorExecute", "0"))
        );

    private async Task ShouldRefuseAsync(string directory, string message)
    {
        var result = await _shop.RunAsync("migrate", "--with-backup", "--backup-dir", directory);
        Assert.That(
            result.ShouldExitWith(7).StandardError,
            Does.Contain(message).And.Contain("No migration was run, and the database was not changed.")
        );
        Assert.That((await _shop.RunAsync("status")).StandardOutput, Does.StartWith("primary: 3 pending\n"));
    }

    private async Task ShouldBeUntouchedAsync()
    {
        Assert.That((await _shop.RunAsync("status")).StandardOutput, Does.StartWith("primary: 3 pending\n"));
        Assert.That(Directory.GetFiles(Backups), Is.Empty);
    }
}
