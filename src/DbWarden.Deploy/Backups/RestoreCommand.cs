using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Backups;

/// <summary>Spells the command that restores a backup, to be copied as it is.</summary>
internal static class RestoreCommand
{
    public static string For(string path, string database) =>
        $"dotnet dbwarden restore {Shell.Quote(path)} --database {database}";
}
