using BenchmarkDotNet.Attributes;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Benchmarks.Parsing;

/// <summary>What is measured of one script. BenchmarkDotNet derives from this class, so it is open.</summary>
public class ScriptBenchmark
{
    private Dialect _dialect = null!;
    private byte[] _script = [];

    [Params("postgresql", "mysql", "sqlite")]
    public string Engine { get; set; } = "";

    [Params(1_000, 100_000, 10_000_000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Generate()
    {
        _dialect = Dialect.Find(Engine)!;
        _script = OrdinarySql.Generate(Engine, Size);
    }

    /// <summary>Reads statement by statement, as a deploy does.</summary>
    [Benchmark]
    public int Split()
    {
        var reader = _dialect.CreateReader(_script, 0, _script.Length, 1);
        var statements = 0;
        for (var kind = reader.Read(); kind != ScriptItemKind.End; kind = reader.Read())
            statements += kind == ScriptItemKind.Statement ? 1 : 0;
        return statements;
    }

    /// <summary>Takes the file apart into sections and directives, as a build does.</summary>
    [Benchmark]
    public MigrationScript Parse() => MigrationScript.Parse(_script, _dialect);
}
