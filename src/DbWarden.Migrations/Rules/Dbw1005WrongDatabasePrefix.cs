using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A name in the Python DBWarden's form begins with its folder's database.</summary>
internal sealed class Dbw1005WrongDatabasePrefix : FileRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW1005",
            "The name's database prefix differs from the folder",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override void Check(MigrationFile file, Project project)
    {
        if (file is not { Name: { DatabasePrefix: { } prefix } name, Database: { } database } || prefix == database.Name)
            return;
        var rest = name.FileName[(prefix.Length + "__".Length)..];
        file.Report.Add(
            this,
            SourceSpan.WholeFile,
            $"the name begins with database '{prefix}', but the file belongs to '{database.Name}'; write '{database.Name}__{rest}', or move the file"
        );
    }
}
