using System.Text;
using System.Text.RegularExpressions;
using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Output;

/// <summary>What a person sees: the tool on a pseudo-terminal, which util-linux's <c>script</c> makes.</summary>
[Platform(Exclude = "Win", Reason = "Windows has no script(1).")]
public sealed partial class TerminalTests
{
    private Shop _shop = null!;

    [SetUp]
    public async Task OpenShop() => _shop = await Shop.OpenAsync("sqlite");

    [TearDown]
    public void CloseShop() => _shop.Dispose();

    [Test]
    public async Task A_run_is_shown_live()
    {
        var screen = await ShowAsync(columns: 80, "migrate", "--artifact", Release.FileName);
        Assert.That(
            screen,
            Does.Contain("\e[?25l").And.Contain("\e[?25h"),
            "The cursor is hidden while the table moves, and back afterwards."
        );
        var text = WithoutControlCodes(screen);
        Assert.That(text, Does.Contain("Migration").And.Contain("Statement").And.Contain("Elapsed"));
        Assert.That(
            text,
            Does.Match(@"1/3 +applied V__0001_create_product\.sql").And.Contain("primary: 3 migrations applied in ")
        );
    }

    [Test]
    public async Task What_runs_is_shown_while_it_runs()
    {
        _shop.Release(
            (
                "V__0003_take_long.sql",
                $"-- dbwarden: nothing-to-undo it never ends\n-- upgrade\n{_shop.Database.LongStatement}\n-- rollback\n"
            )
        );
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var screen = PseudoTerminal.Start(80, Shop.Arguments("migrate"), _shop.Directory, _shop.Environment());
        // Whatever goes wrong, it must not go on for ever.
        await using var ending = deadline.Token.Register(() => screen.Kill(entireProcessTree: true));
        var shown = new StringBuilder();
        var buffer = new char[1024];
        while (!Regex.IsMatch(shown.ToString(), @"3/4 V__0003_take_long\.sql", RegexOptions.None, TimeSpan.FromSeconds(1)))
            shown.Append(buffer, 0, await screen.StandardOutput.ReadAsync(buffer, deadline.Token));

        await screen.StandardInput.WriteAsync("\u0003".AsMemory(), deadline.Token);
        await screen.StandardInput.FlushAsync(deadline.Token);
        shown.Append(await screen.StandardOutput.ReadToEndAsync(deadline.Token));
        await screen.WaitForExitAsync(deadline.Token);

        Assert.That(screen.ExitCode, Is.EqualTo(130), shown.ToString());
        Assert.That(shown.ToString(), Does.Contain("Interrupted: cancelling what runs").And.Contain("\e[?25h"));
    }

    [Test]
    public async Task Colour_is_shown_and_can_be_turned_off()
    {
        Assert.That(await ShowAsync(columns: 80, "status", "--artifact", Release.FileName), Does.Match(@"\e\[\d*;?[39][23]m"));
        foreach (
            var plain in new[]
            {
                await ShowAsync(80, [("NO_COLOR", "1")], "status"),
                await ShowAsync(80, [], "status", "--no-color"),
                await ShowAsync(80, [("TERM", "dumb")], "status"),
            }
        )
            Assert.That(plain, Does.Not.Match(@"\e\[\d*;?3\dm").And.Contain("pending"));
    }

    [TestCase(60)]
    [TestCase(80)]
    [TestCase(200)]
    public async Task Names_can_be_read_at_any_width(int columns)
    {
        const string longName = "move_every_customer_address_into_a_table_of_its_own_and_keep_the_old_columns";
        _shop.Release(
            ($"V__0003_{longName}.sql", "-- upgrade\nCREATE TABLE address (id INT);\n-- rollback\nDROP TABLE address;\n")
        );
        await _shop.RunAsync("migrate", "--to-version", "3");
        var lines = WithoutControlCodes(await ShowAsync(columns, "status", "--artifact", Release.FileName)).Split('\n');
        // The first line names the connection, whose path is as long as it is.
        Assert.That(lines.Skip(1).Select(line => line.TrimEnd().Length), Has.All.LessThanOrEqualTo(columns));
        var words = string.Join(
            ' ',
            lines
                .SkipWhile(line => !line.TrimStart().StartsWith("0003", StringComparison.Ordinal))
                .TakeWhile(line => !line.Contains("ROC", StringComparison.Ordinal))
        );
        foreach (var word in longName.Split('_'))
            Assert.That(words, Does.Contain(word));
        Assert.That(lines, Has.Some.Match("0003 .*applied +[0-9-]{10} [0-9:]{8}"));
    }

    [Test]
    public async Task Times_are_in_the_readers_zone_on_a_terminal_and_in_utc_elsewhere()
    {
        await _shop.RunAsync("migrate");
        var here = TimeOf(WithoutControlCodes(await ShowAsync(columns: 120, "status", "--artifact", Release.FileName)));
        var utc = TimeOf((await _shop.RunAsync("status")).StandardOutput);
        Assert.That(
            here - utc,
            Is.EqualTo(
                TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland").GetUtcOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc))
            )
        );
    }

    [Test]
    public async Task A_log_gets_one_line_an_event_and_no_control_codes()
    {
        var result = await _shop.RunAsync("migrate");
        Assert.That(result.Output, Does.Not.Contain("\e").And.Not.Contain("\r"));
        Assert.That(
            result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Has.Length.EqualTo(5),
            result.StandardError
        );
    }

    [Test]
    public async Task Control_characters_in_a_file_do_not_reach_the_screen()
    {
        _shop.Release(
            (
                "V__0003_evil.sql",
                "-- upgrade\nINSERT INTO product (id, name) VALUES (1, 'a\e]0;owned\a\e[2Jb');\n-- rollback\nDELETE FROM product;\n"
            )
        );
        var screen = await ShowAsync(columns: 80, "migrate", "--dry-run", "--artifact", Release.FileName);
        Assert.That(screen, Does.Contain(@"\u001b]0;owned\u0007\u001b[2Jb").And.Not.Contain("\e]0;"));
        Assert.That(
            (await _shop.RunAsync("migrate", "--dry-run")).StandardOutput,
            Does.Contain("\e]0;owned"),
            "A program gets the file as it is."
        );
    }

    [Test]
    public async Task A_reader_that_goes_away_does_not_stop_a_migration()
    {
        var command = $"'{Tool.Path}' migrate -v --artifact {Release.FileName} 2>&1 | true; exit ${{PIPESTATUS[0]}}";
        var result = await CommandLine.RunAsync("bash", ["-c", command], _shop.Directory, _shop.Environment());
        result.ShouldExitWith(0);
        Assert.That((await _shop.RunAsync("status")).StandardOutput, Does.StartWith("primary: 3 applied\n"));
    }

    [Test]
    public async Task Output_does_not_depend_on_the_culture()
    {
        var german = await _shop.RunAsync([("LANG", "de_DE.UTF-8"), ("LC_ALL", "de_DE.UTF-8")], "migrate", "--dry-run", "--json");
        var plain = await _shop.RunAsync([("LANG", "C"), ("LC_ALL", "C")], "migrate", "--dry-run", "--json");
        Assert.That(Durationless(german.StandardOutput), Is.EqualTo(Durationless(plain.StandardOutput)));

        static string Durationless(string text) =>
            Regex.Replace(text, "\"durationMilliseconds\": \\d+", "", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private Task<string> ShowAsync(int columns, params string[] arguments) => ShowAsync(columns, [], arguments);

    private async Task<string> ShowAsync(int columns, (string, string?)[] variables, params string[] arguments)
    {
        string[] words = arguments.Contains("--artifact") ? arguments : Shop.Arguments(arguments);
        var result = await PseudoTerminal.RunAsync(columns, words, _shop.Directory, _shop.Environment(variables));
        return result.ShouldExitWith(0).StandardOutput;
    }

    private static DateTime TimeOf(string text) =>
        DateTime.Parse(TimePattern().Match(text).Value, System.Globalization.CultureInfo.InvariantCulture);

    private static string WithoutControlCodes(string screen) => ControlCodePattern().Replace(screen, "");

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"\e(\[[0-9;?]*[a-zA-Z]|[=>])|\r", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ControlCodePattern();
}
