using DbWarden.Deploy.Artifacts;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Connections;

/// <summary>A working directory, an artifact in a folder of its own and the environment of a command, all made up.</summary>
internal sealed class Surroundings : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public Surroundings()
    {
        Directory.CreateDirectory(WorkingDirectory);
        Directory.CreateDirectory(ArtifactDirectory);
        Variables["HOME"] = Path.Combine(_folder.Path, "home");
    }

    public string WorkingDirectory => Path.Combine(_folder.Path, "work");

    public string ArtifactDirectory => Path.Combine(_folder.Path, "publish");

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public string StandardInput { get; set; } = "";

    public DeploymentEnvironment Environment => new(WorkingDirectory, Variables, new StringReader(StandardInput));

    public Artifact Artifact(string engine = "postgresql", string connectionName = "primary", params string[] others) =>
        new(
            Path.Combine(ArtifactDirectory, "Shop.dll"),
            "Shop",
            "1.0.0",
            [
                new ArtifactDatabase("primary", engine, connectionName, []),
                .. others.Select(other => new ArtifactDatabase(other, "mysql", other, [])),
            ]
        )
        {
            UserSecretsId = "shop-secrets",
        };

    public string WriteBesideArtifact(string name, string text) => _folder.Write(Path.Combine("publish", name), text);

    public string WriteInWorkingDirectory(string name, string text) => _folder.Write(Path.Combine("work", name), text);

    public string WriteUserSecrets(string text) => _folder.Write("home/.microsoft/usersecrets/shop-secrets/secrets.json", text);

    public void Dispose() => _folder.Dispose();
}
