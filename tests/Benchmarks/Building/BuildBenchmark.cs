using DbWarden.Benchmarks.Measuring;
using DbWarden.TestSupport;

namespace DbWarden.Benchmarks.Building;

/// <summary>What validating and embedding adds to a build: against the same project with the files as plain resources.</summary>
internal sealed class BuildBenchmark(int rounds, TextWriter output)
{
    // Above this many files a build is long and differs little from the next.
    private const int ManyFiles = 5000;
    private const int RoundsOfMany = 3;

    // The shortest build, with the smallest difference to find.
    private const int UnchangedBuildsARound = 3;

    public async Task RunAsync(IReadOnlyList<int> counts)
    {
        var table = new MarkdownTable(
            output,
            "files",
            "build",
            "plain resources",
            "and an empty package",
            "DbWarden.Build",
            "ratio"
        );
        foreach (var count in counts)
        {
            using var folder = new TemporaryDirectory();
            var plain = new Builds(BuiltProject.Plain(Path.Combine(folder.Path, "plain"), count));
            var packaged = new Builds(BuiltProject.WithEmptyPackage(Path.Combine(folder.Path, "packaged"), count));
            var validated = new Builds(BuiltProject.Validated(Path.Combine(folder.Path, "validated"), count));
            Builds[] all = [plain, packaged, validated];
            await EachAsync(builds => builds.PrepareAsync());
            for (var round = 0; round < (count > ManyFiles ? Math.Min(rounds, RoundsOfMany) : rounds); round++)
            {
                // None is always the first, or always after the same other one.
                Random.Shared.Shuffle(all);
                await EachAsync(builds => builds.BuildCleanAsync());
                for (var build = 0; build < UnchangedBuildsARound; build++)
                {
                    Random.Shared.Shuffle(all);
                    await EachAsync(builds => builds.BuildUnchangedAsync());
                }

                await EachAsync(builds => builds.BuildChangedAsync());
            }

            AddRow("nothing changed", builds => builds.Unchanged);
            AddRow("one file changed", builds => builds.Changed);
            AddRow("clean", builds => builds.Clean);

            async Task EachAsync(Func<Builds, Task> build)
            {
                foreach (var builds in all)
                    await build(builds);
            }

            void AddRow(string build, Func<Builds, Samples> samples) =>
                table.AddRow(
                    Quantity.Count(count),
                    build,
                    Quantity.Seconds(samples(plain).Median),
                    Quantity.Seconds(samples(packaged).Median),
                    Quantity.Seconds(samples(validated).Median),
                    Quantity.Ratio(samples(validated).Median / samples(plain).Median)
                );
        }
    }

    private sealed class Builds(BuiltProject project)
    {
        public Samples Clean { get; } = new();

        public Samples Unchanged { get; } = new();

        public Samples Changed { get; } = new();

        /// <summary>Restores, and brings everything into the caches of the machine.</summary>
        public async Task PrepareAsync()
        {
            await project.RestoreAsync();
            await project.BuildAsync();
        }

        public async Task BuildCleanAsync()
        {
            project.Clean();
            Clean.Add(await project.BuildAsync());
        }

        public async Task BuildUnchangedAsync() => Unchanged.Add(await project.BuildAsync());

        public async Task BuildChangedAsync()
        {
            project.Change();
            Changed.Add(await project.BuildAsync());
        }
    }
}
