using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Oracle;

/// <summary>A script of <c>tests/Samples/Scripts</c> in one of the forms in which files come.</summary>
/// <param name="Bytes">What the splitter reads.</param>
/// <param name="ClientBytes">
/// What the client reads: the same, but for bodies without DELIMITER, which no client of MySQL can read. Their twin <c>x.client.sql</c> has it.
/// </param>
public sealed record ClientScript(string Engine, string Name, string Form, byte[] Bytes, byte[] ClientBytes)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Samples/Scripts");

    private static readonly (string Name, Func<byte[], byte[]> Apply)[] Forms =
    [
        ("as it stands", bytes => bytes),
        ("with CRLF", bytes => [.. bytes.SelectMany(value => value == (byte)'\n' ? "\r\n"u8.ToArray() : [value])]),
        ("with a byte order mark", bytes => [.. "\uFEFF"u8, .. bytes]),
    ];

    public static IEnumerable<ClientScript> All(string engine)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, engine), "*.sql").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (name.EndsWith(".client", StringComparison.Ordinal))
                continue;
            var twin = Path.ChangeExtension(file, ".client.sql");
            var bytes = File.ReadAllBytes(file);
            var clientBytes = File.Exists(twin) ? File.ReadAllBytes(twin) : bytes;
            foreach (var form in Forms)
                yield return new ClientScript(engine, name, form.Name, form.Apply(bytes), form.Apply(clientBytes));
        }
    }

    public override string ToString() => $"{Engine}, {Name}, {Form}";
}
