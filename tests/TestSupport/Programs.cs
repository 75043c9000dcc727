using DbWarden.TestSupport.Servers;

namespace DbWarden.TestSupport;

/// <summary>Programs of the machine that tests need.</summary>
public static class Programs
{
    /// <summary>The full path of a program. Where it is missing the test is skipped, and fails in continuous integration.</summary>
    public static string Require(string program) =>
        ServerBinaries.Find(program) ?? throw ServerBinaries.Missing($"{program} is not installed.");
}
