using System.Security;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Rules;

namespace DbWarden.Migrations.Validation;

/// <summary>Reads one file and lets the rules judge its text. Files know nothing of each other here, so many can be inspected at once.</summary>
internal static class FileInspector
{
    public static void Inspect(MigrationFile file)
    {
        if (
            file.Source.Kind == MigrationSourceKind.RegularFile
            && file.Database?.Dialect is { } dialect
            && Read(file) is { } bytes
        )
            file.Content = Inspect(bytes, dialect, file.Report);
    }

    private static ReadOnlyMemory<byte>? Read(MigrationFile file)
    {
        try
        {
            return file.Source.Read();
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or SecurityException or InvalidDataException)
        {
            RuleSet.NotRegularFile.ReportUnreadable(file.Report, exception);
            return null;
        }
    }

    private static MigrationContent Inspect(ReadOnlyMemory<byte> bytes, Dialect dialect, FileReport report)
    {
        var readable = bytes.Length;
        foreach (var rule in RuleSet.Texts)
            readable = rule.Check(bytes[..readable], dialect, report);

        var observer = new RuleObserver(bytes, dialect, report);
        var script = MigrationScript.Parse(bytes, dialect, readable, observer);
        observer.Complete(script);
        foreach (var rule in RuleSet.Scripts)
            rule.Check(script, report);
        report.Allow(script.Directives.Allowed);
        return MigrationContent.Of(script);
    }
}
