namespace DbWarden.Tool.Tests.Packages;

/// <summary>The name under which the tool suggests commands.</summary>
public sealed class InvocationTests
{
    [TestCase("/usr/share/dotnet/dotnet")]
    [TestCase(@"C:\Program Files\dotnet\dotnet.exe")]
    [TestCase("/home/jo/.nuget/packages/dbwarden.linux-x64/1.0.0/tools/any/linux-x64/dbwarden")]
    [TestCase(@"C:\Users\jo\.nuget\packages\dbwarden.win-x64\1.0.0\tools\net10.0\win-x64\dbwarden.exe")]
    public void A_local_tool_is_called_through_dotnet(string processPath) =>
        Assert.That(Invocation.NameOf(processPath), Is.EqualTo("dotnet dbwarden"));

    [TestCase("/home/jo/.dotnet/tools/.store/dbwarden/1.0.0/dbwarden.linux-x64/1.0.0/tools/any/linux-x64/dbwarden")]
    [TestCase("/tools/dbwarden")]
    [TestCase(@"C:\Users\jo\.dotnet\tools\dbwarden.exe")]
    [TestCase("")]
    public void An_installed_tool_is_called_by_its_name(string processPath) =>
        Assert.That(Invocation.NameOf(processPath), Is.EqualTo("dbwarden"));
}
