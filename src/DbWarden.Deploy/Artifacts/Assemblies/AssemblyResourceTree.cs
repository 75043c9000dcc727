using System.Buffers.Binary;
using DbWarden.Deploy.Artifacts.Sources;

namespace DbWarden.Deploy.Artifacts.Assemblies;

/// <summary>The tree among an assembly's resources, each of which lies behind its length.</summary>
internal sealed class AssemblyResourceTree(ByteSource source, AssemblyImage image) : ResourceTree
{
    private const int LengthBytes = sizeof(int);

    public override IReadOnlyCollection<string> Names { get; } = [.. image.Resources.Keys];

    public override long LengthOf(string name)
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        source.Read(image.Resources[name], length);
        return BinaryPrimitives.ReadUInt32LittleEndian(length);
    }

    public override ReadOnlyMemory<byte> Read(string name) =>
        source.Slice(image.Resources[name] + LengthBytes, checked((int)LengthOf(name)));
}
