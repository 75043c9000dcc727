namespace DbWarden.Tool.Projects;

/// <summary>A file that is to be written, and what that does.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Bytes">The whole new content.</param>
/// <param name="Meaning">Such as <c>added the package DbWarden.Build 1.0.0</c>.</param>
internal sealed record FileChange(string Path, ReadOnlyMemory<byte> Bytes, string Meaning)
{
    public void Write()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllBytes(Path, Bytes.Span);
    }
}
