using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Scripting;

/// <summary>One SQL file that does what a run of the tool would do, for somebody who may only use the database's own client.</summary>
public sealed class MigrationScriptFile
{
    private readonly Action<TextWriter> _write;

    private MigrationScriptFile(int migrations, Action<TextWriter> write) => (Migrations, _write) = (migrations, write);

    /// <summary>How many migrations it applies or takes back.</summary>
    public int Migrations { get; }

    /// <summary>Plans a script from the artifact alone; a failure where a migration cannot run in one.</summary>
    public static Result<MigrationScriptFile> Plan(Artifact artifact, ArtifactDatabase database, ScriptOptions options)
    {
        var engine = DatabaseEngine.Find(database.Engine)!;
        var plan = new ScriptPlanner(database, engine, options).Plan();
        if (!plan.IsSuccess)
            return plan.Failure;
        return new MigrationScriptFile(
            plan.Value.Migrations.Count,
            output => new ScriptWriter(artifact, database, engine, options, plan.Value, output).Write()
        );
    }

    /// <summary>Writes the script in parts, so that it may be larger than memory.</summary>
    public void Write(TextWriter output) => _write(output);
}
