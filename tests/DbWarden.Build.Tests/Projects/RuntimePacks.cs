using System.Runtime.InteropServices;
using DbWarden.TestSupport;

namespace DbWarden.Build.Tests.Projects;

/// <summary>The packages of the SDK that self-contained, trimmed and ReadyToRun applications need, in the user's package folder.</summary>
internal static class RuntimePacks
{
    private static readonly Lazy<Task<CommandResult>> Restored = new(DownloadAsync);

    public static string RuntimeIdentifier => RuntimeInformation.RuntimeIdentifier;

    /// <summary>Test projects have no other source than the packed feed, but fall back on the user's folder: this fills it.</summary>
    public static async Task RestoreAsync()
    {
        var result = await Restored.Value;
        if (result.ExitCode != 0 && System.Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Ignore("The runtime's packages cannot be downloaded here.\n" + result.Output);
        result.ShouldExitWith(0);
    }

    private static Task<CommandResult> DownloadAsync()
    {
        var directory = RunDirectory.Create("runtime-packs");
        File.WriteAllText(
            Path.Combine(directory, "Packs.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RuntimeIdentifier>{RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>true</SelfContained>
                <PublishTrimmed>true</PublishTrimmed>
                <PublishReadyToRun>true</PublishReadyToRun>
              </PropertyGroup>
            </Project>
            """
        );
        return CommandLine.RunAsync("dotnet", ["restore", "-nologo", "-v:quiet"], directory);
    }
}
