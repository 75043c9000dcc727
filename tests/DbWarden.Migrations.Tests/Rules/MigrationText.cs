using System.Text;

namespace DbWarden.Migrations.Tests.Rules;

/// <summary>A migration file that exists only in a test.</summary>
internal sealed class MigrationText(string relativePath, ReadOnlyMemory<byte> bytes) : MigrationSource
{
    public MigrationText(string relativePath, string text)
        : this(relativePath, Encoding.UTF8.GetBytes(text)) { }

    public override string Path => "migrations/" + RelativePath;

    public override string RelativePath { get; } = relativePath;

    public override string? Database => AssignedDatabase;

    public override MigrationSourceKind Kind => FoundKind;

    public string? AssignedDatabase { get; init; }

    public MigrationSourceKind FoundKind { get; init; }

    public Exception? Failure { get; init; }

    public override ReadOnlyMemory<byte> Read() => Failure is null ? bytes : throw Failure;
}
