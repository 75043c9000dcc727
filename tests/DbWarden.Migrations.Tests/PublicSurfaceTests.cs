using System.Reflection;
using DbWarden.TestSupport;

namespace DbWarden.Migrations.Tests;

public sealed class PublicSurfaceTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Test]
    public void What_other_assemblies_can_use_changes_only_on_purpose()
    {
        var types = typeof(MigrationValidator).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal);
        Snapshots.Match(string.Join("\n", types.SelectMany(Describe)));
    }

    private static IEnumerable<string> Describe(Type type)
    {
        yield return type.FullName!;
        var members = type.GetMembers(Declared)
            .Where(IsWrittenByHand)
            .Select(member => "    " + member)
            .Order(StringComparer.Ordinal);
        foreach (var member in members)
            yield return member;
    }

    // Accessors stand behind their properties, and what a record brings along says nothing about it.
    private static bool IsWrittenByHand(MemberInfo member) =>
        member is not MethodInfo { IsSpecialName: true }
        && !member.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false)
        && member.Name is not ("Equals" or "GetHashCode" or "ToString");
}
