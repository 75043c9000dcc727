using DbWarden.Migrations.Naming;

namespace DbWarden.Tool.Output;

/// <summary>What stands where a versioned migration has its version.</summary>
internal static class KindWords
{
    public static string Short(MigrationKind kind) => kind == MigrationKind.RunsAlways ? "RA" : "ROC";
}
