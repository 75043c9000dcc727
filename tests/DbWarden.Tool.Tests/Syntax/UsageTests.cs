using System.Text.Json;

namespace DbWarden.Tool.Tests.Syntax;

public sealed class UsageTests
{
    [TestCase("There is no command 'migrat'.|Did you mean 'migrate'?|dbwarden --help", "migrat")]
    [TestCase("There is no command 'stauts'.|Did you mean 'status'?", "stauts")]
    [TestCase("There is no command 'xyzzy'.", "xyzzy")]
    [TestCase("There is no command ''.", "")]
    [TestCase("No command was given.|dbwarden --help|  migrate        Applies what is pending")]
    [TestCase("There is no option --jsno.|Did you mean --json?|dbwarden status --help", "status", "--jsno")]
    [TestCase("There is no option --verb.|Did you mean --verbose?", "migrate", "--verb")]
    [TestCase("There is no option --toversion.|Did you mean --to-version?", "migrate", "--toversion", "3")]
    [TestCase("There is no option -x.", "migrate", "-x")]
    [TestCase("There is an argument too many: 'now'.", "migrate", "now")]
    [TestCase("There is no command 'database lst'.", "database", "lst")]
    [TestCase("'settings' needs a further word: 'settings show'.", "settings")]
    [TestCase("--json takes no value.", "migrate", "--json=true")]
    [TestCase("--to-version needs a value.", "migrate", "--to-version")]
    [TestCase("--to-version needs a version such as 0012 or 2.1.", "migrate", "--to-version", "--dry-run")]
    [TestCase("--to-version needs a version such as 0012 or 2.1; 'last' is none.", "migrate", "--to-version", "last")]
    [TestCase("--count needs a whole number from 1 on; '0' is none.", "migrate", "--count", "0")]
    [TestCase("--lock-wait needs a time such as 500ms, 30s, 5m or 1h, or 0; '60' is none.", "migrate", "--lock-wait", "60")]
    [TestCase("--engine needs one of postgresql, mysql, mariadb, sqlite; 'oracle' is none.", "migrate", "--engine", "oracle")]
    [TestCase("--database needs a name of small letters", "migrate", "-d", "Primary")]
    [TestCase("--count was given 2 times; give it once.", "migrate", "--count", "1", "--count", "2")]
    [TestCase("--to-version and --count exclude each other.", "migrate", "--to-version", "1", "--count", "2")]
    [TestCase("--count, --to-version and --name exclude each other.", "rollback", "--name", "x", "--count", "2")]
    [TestCase("leave out what else to roll back", "rollback", "--resume", "--count", "2")]
    [TestCase("--resume and --resume-at exclude each other.", "migrate", "--resume", "--resume-at", "2")]
    [TestCase("Name the version that stays: --to VERSION", "downgrade")]
    [TestCase("Give one of --mark-applied, --mark-pending and --accept-checksums.", "repair")]
    [TestCase(
        "Give one of --mark-applied, --mark-pending and --accept-checksums.",
        "repair",
        "--mark-applied",
        "1",
        "--accept-checksums"
    )]
    [TestCase("--database and --all exclude each other.", "status", "--all", "-d", "primary")]
    [TestCase("--keep-going needs --all.", "status", "--keep-going")]
    [TestCase("--artifact and --project exclude each other.", "status", "--artifact", "x", "--project", "y")]
    [TestCase("--connection-file and --connection exclude each other.", "status", "--connection", "x", "--connection-file", "y")]
    public async Task Wrong_usage_is_told_and_helped(string expected, params string[] arguments)
    {
        var result = await Tool.RunAsync(Path.GetTempPath(), arguments);
        Assert.That(result.ShouldExitWith(2).StandardOutput, Is.Empty);
        Assert.That(result.StandardError, Does.StartWith("error: ").And.Not.Contain("   at "));
        foreach (var part in expected.Split('|'))
            Assert.That(result.StandardError, Does.Contain(part));
    }

    [TestCase("migrate", "--conection=Host=h;Password=Xk9canary")]
    [TestCase("migrate", "--conection:postgresql://u:Xk9canary@h/d")]
    [TestCase("migrate", "Host=h;Password=Xk9canary")]
    [TestCase("migrate", "postgresql://u:Xk9canary@h/d")]
    [TestCase("Host=h;Password=Xk9canary")]
    [TestCase("migrate", "--connection", "Password=Xk9canary", "--connection", "Password=Xk9canary2")]
    [TestCase("migrate", "--json=Xk9canary")]
    public async Task A_secret_in_a_mistyped_option_is_not_repeated(params string[] arguments)
    {
        foreach (var output in new string[][] { [], ["--json"] })
        {
            var result = await Tool.RunAsync(Path.GetTempPath(), [.. arguments, .. output]);
            Assert.That(result.ShouldExitWith(2).Output, Does.Not.Contain("Xk9canary"));
        }
    }

    [Test]
    public async Task Json_tells_wrong_usage_too()
    {
        var result = await Tool.RunAsync(Path.GetTempPath(), "migrate", "--cuont", "1", "--json");
        using var json = JsonDocument.Parse(result.ShouldExitWith(2).StandardOutput);
        JsonSnapshots.Match(json);
    }
}
