using DbWarden.Build.Tests.Projects;

namespace DbWarden.Build.Tests;

/// <summary>What MSBuild does with a resource that a target adds, depending on when it does. Our own hook rests on this.</summary>
public sealed class HookTests
{
    [Test]
    public async Task A_resource_is_embedded_only_if_it_is_added_before_resources_get_their_target_paths()
    {
        string[] hooks =
        [
            "BeforeBuild",
            "AssignTargetPaths",
            "SplitResourcesByCulture",
            "CreateManifestResourceNames",
            "PrepareResourceNames",
            "PrepareResources",
            "BeforeCompile",
            "CoreCompile",
        ];
        var targets = hooks.Select(hook =>
            $"""
                <Target Name="_{hook}" BeforeTargets="{hook}">
                  <ItemGroup>
                    <EmbeddedResource Include="some.txt" LogicalName="{hook}" WithCulture="false" />
                  </ItemGroup>
                </Target>
                """
        );
        using var project = await TestProject.CreateAsync(
            items: string.Concat(targets) + """<ItemGroup><None Remove="some.txt" /></ItemGroup>"""
        );
        project.Write("some.txt", "text");

        (await project.BuildAsync()).ShouldSucceed();

        Assert.That(
            AssemblyResources.Read(project.Assembly).Keys,
            Is.EquivalentTo(["BeforeBuild", "AssignTargetPaths", "SplitResourcesByCulture"])
        );
    }
}
