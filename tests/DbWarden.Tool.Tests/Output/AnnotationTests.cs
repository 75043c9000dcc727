using DbWarden.TestSupport;

namespace DbWarden.Tool.Tests.Output;

/// <summary>What services that run pipelines are told, and that nobody else can tell them anything through us.</summary>
public sealed class AnnotationTests
{
    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void MakeDirectory() => _directory = new TemporaryDirectory();

    [TearDown]
    public void RemoveDirectory() => _directory.Dispose();

    [Test]
    public async Task GitHub_shows_a_diagnostic_beside_its_line()
    {
        _directory.Write("src/a,b/V__1_a.sql", "-- upgrade\nINSERT INTO a VALUES ('100% x);\n");
        var result = await RunAsync("GITHUB_ACTIONS", "check", "--artifact", "src/a,b", "--engine", "sqlite");
        Assert.That(
            Annotations(result),
            Is.EqualTo(
                new[]
                {
                    "::error title=dbwarden,file=src/a%2Cb/V__1_a.sql,line=2,col=23::DBW3002: "
                        + "the string that begins here never ends; write ' where it should",
                    "::error title=dbwarden::1 migration: 1 error",
                }
            )
        );
    }

    [Test]
    public async Task Azure_shows_a_diagnostic_beside_its_line()
    {
        _directory.Write("migrations/V__1_a.sql", "-- upgrade\nINSERT INTO a VALUES ('x);\n");
        var result = await RunAsync("TF_BUILD", "check", "--artifact", "migrations", "--engine", "sqlite");
        var file = Path.Combine(_directory.Path, "migrations/V__1_a.sql");
        Assert.That(
            Annotations(result),
            Is.EqualTo(
                new[]
                {
                    $"##vso[task.logissue type=error;sourcepath={file};linenumber=2;columnnumber=23]DBW3002: "
                        + "the string that begins here never ends; write ' where it should",
                    "##vso[task.logissue type=error]1 migration: 1 error",
                }
            )
        );
    }

    [Test]
    public async Task A_failure_says_on_one_line_where_the_database_stands()
    {
        _directory.Write("migrations/V__1_a.sql", "-- upgrade\nINSERT INTO missing VALUES (1);\n-- rollback\nSELECT 1;\n");
        var result = await RunAsync("GITHUB_ACTIONS", Migrate);
        Assert.That(
            Annotations(result.ShouldExitWith(1)),
            Is.EqualTo(
                new[]
                {
                    "::error title=dbwarden::V__1_a.sql(2,1): no such table: missing%0A"
                        + "V__1_a.sql was undone as a whole: nothing of it remains.",
                }
            )
        );
    }

    [TestCase("GITHUB_ACTIONS", "::set-env name=PATH::/tmp")]
    [TestCase("GITHUB_ACTIONS", "##[set-env name=PATH]/tmp")]
    [TestCase("TF_BUILD", "x ##vso[task.setvariable variable=PATH]/tmp")]
    public async Task What_a_file_or_a_server_says_is_no_command(string service, string command)
    {
        _directory.Write(
            "migrations/V__1_a.sql",
            $"-- upgrade\nSELECT \"\n{command}\n\" FROM missing;\n{command};\n-- rollback\nSELECT 1;\n"
        );
        foreach (
            string[] arguments in new[] { Migrate, [.. Migrate, "--dry-run"], [.. Migrate, "--verbose"], [.. Migrate, "--json"] }
        )
        {
            var result = await RunAsync(service, arguments);
            Assert.That(result.Output, Does.Contain("PATH"), "It is shown.");
            foreach (var line in result.Output.Split('\n'))
            {
                if (line.StartsWith("::error title=dbwarden::", StringComparison.Ordinal))
                    continue;
                Assert.That(line.TrimStart(), Does.Not.StartWith("::"));
                Assert.That(line, Does.Not.Contain("##["));
                Assert.That(
                    line.Replace("##vso[task.logissue type=error]", "", StringComparison.Ordinal),
                    Does.Not.Contain("##vso[")
                );
            }
        }
    }

    [Test]
    public async Task Nobody_else_gets_them()
    {
        _directory.Write("migrations/V__1_a.sql", "-- upgrade\nINSERT INTO missing VALUES (1);\n-- rollback\nSELECT 1;\n");
        Assert.That(Annotations(await Tool.RunAsync(_directory.Path, Migrate)), Is.Empty);
    }

    private static string[] Migrate =>
        ["migrate", "--artifact", "migrations", "--engine", "sqlite", "--connection", "Data Source=a.db"];

    private static string[] Annotations(CommandResult result) =>
        [
            .. result
                .StandardError.Split('\n')
                .Where(line =>
                    line.StartsWith("::", StringComparison.Ordinal) || line.StartsWith("##", StringComparison.Ordinal)
                ),
        ];

    private Task<CommandResult> RunAsync(string service, params string[] arguments) =>
        CommandLine.RunAsync(
            Tool.Path,
            arguments,
            _directory.Path,
            Tool.Environment((service, "true"), ("GITHUB_WORKSPACE", _directory.Path))
        );
}
