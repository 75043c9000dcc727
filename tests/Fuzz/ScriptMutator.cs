using System.Text;
using DbWarden.Migrations.Tests.Dialects.Properties;

namespace DbWarden.Fuzz;

/// <summary>Makes scripts: random bytes, random pieces, and real scripts with something cut out, doubled or put in.</summary>
internal sealed class ScriptMutator(int seed)
{
    private const int LongestScript = 20_000;

    // A seed has to give the same inputs again; nothing here is secret.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, List<byte[]>> _scripts = new(StringComparer.Ordinal)
    {
        ["postgresql"] = ReadScripts("postgresql"),
        ["mysql"] = ReadScripts("mariadb"),
        ["sqlite"] = ReadScripts("sqlite"),
    };

    public byte[] Next(string engine)
    {
        var scripts = _scripts[engine];
        int kind = _random.Next(10);
        if (kind == 0)
        {
            var bytes = new byte[_random.Next(300)];
            _random.NextBytes(bytes);
            return bytes;
        }

        if (kind < 5 || scripts.Count == 0)
        {
            return JoinPieces(engine, _random.Next(60));
        }

        byte[] script = scripts[_random.Next(scripts.Count)];
        for (int mutations = _random.Next(1, 6); mutations > 0; mutations--)
        {
            script = Mutate(engine, script);
        }

        return script.Length > LongestScript ? script[..LongestScript] : script;
    }

    private byte[] Mutate(string engine, byte[] script)
    {
        int start = _random.Next(script.Length + 1);
        int end = Math.Min(script.Length, start + _random.Next(40));
        return _random.Next(5) switch
        {
            0 => [.. script[..start], .. script[end..]],
            1 => [.. script[..end], .. script[start..]],
            2 => [.. script[..start], (byte)_random.Next(256), .. script[end..]],
            3 => script[..end],
            _ => [.. script[..start], .. JoinPieces(engine, _random.Next(1, 4)), .. script[start..]],
        };
    }

    private byte[] JoinPieces(string engine, int count)
    {
        var pieces = ScriptVocabulary.Of(engine);
        var script = new StringBuilder();
        for (; count > 0; count--)
        {
            script.Append(pieces[_random.Next(pieces.Count)]);
        }

        return Encoding.UTF8.GetBytes(script.ToString());
    }
#pragma warning restore CA5394

    private static List<byte[]> ReadScripts(string folder)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Scripts", folder);
        return Directory.Exists(path)
            ? [.. Directory.GetFiles(path, "*.sql").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)]
            : [];
    }
}
