using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>A rule about a file's bytes, before they are read as SQL.</summary>
internal abstract class TextRule : MigrationRule
{
    /// <summary>Judges the text, and returns how much of it can be read as SQL.</summary>
    public abstract int Check(ReadOnlyMemory<byte> text, Dialect dialect, FileReport report);
}
