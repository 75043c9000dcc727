// Every test starts compilers and MSBuild: two at a time keep a small machine busy, more only slow each other down.
[assembly: LevelOfParallelism(2)]
[assembly: Parallelizable(ParallelScope.All)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
