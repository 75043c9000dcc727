using DbWarden.Migrations;

namespace DbWarden.Deploy.Artifacts.Folders;

/// <summary>A migration file on disk.</summary>
internal sealed class MigrationFileSource(string path, string relativePath, MigrationSourceKind kind) : MigrationSource
{
    private ReadOnlyMemory<byte>? _content;

    public override string Path => path;

    public override string RelativePath => relativePath;

    public override string? Database => null;

    public override MigrationSourceKind Kind => kind;

    /// <summary>The bytes that were judged, so that a file changed meanwhile is not run unseen.</summary>
    public ReadOnlyMemory<byte> Content => _content ?? Read();

    public override ReadOnlyMemory<byte> Read()
    {
        var length = new FileInfo(path).Length;
        if (length > ArtifactLimits.MigrationBytes)
            throw new InvalidDataException($"{path} has {length:N0} bytes; at most {ArtifactLimits.MigrationBytes:N0} are read.");
        // A file without content is not opened: a pipe looks like one, and would be waited for.
        ReadOnlyMemory<byte> content = length == 0 ? default : File.ReadAllBytes(path);
        _content = content;
        return content;
    }
}
