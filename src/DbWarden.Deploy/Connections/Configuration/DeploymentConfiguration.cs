using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Connections.Configuration;

/// <summary>
/// The standard .NET configuration, as an application that starts in the artifact's folder would see it. The files come from one
/// folder: beside the artifact where it has any, otherwise from the working directory, so that two applications' settings are
/// never mixed.
/// </summary>
internal sealed class DeploymentConfiguration
{
    private const string Development = "Development";
    private const string Production = "Production";
    private static readonly string[] EnvironmentVariables = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    private readonly Dictionary<string, ConfigurationValue> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _lookedAt = [];

    private DeploymentConfiguration(Setting environment) => Environment = environment;

    /// <summary>Which environment's files are read, and what says so.</summary>
    public Setting Environment { get; }

    /// <summary>What was looked at, a line each, in the order in which later ones win.</summary>
    public IReadOnlyList<string> LookedAt => _lookedAt;

    public static Result<DeploymentConfiguration> Load(DeploymentEnvironment environment, Artifact? artifact)
    {
        var variable = Array.Find(EnvironmentVariables, name => environment.Variable(name) is not null);
        var environmentName = variable is null ? Production : environment.Variable(variable)!;
        var configuration = new DeploymentConfiguration(
            new Setting("Environment", environmentName, variable is null ? Setting.Default : $"environment variable {variable}")
        );
        foreach (var file in FilesOf(environment, artifact, environmentName))
        {
            if (configuration.AddFile(file) is { } failure)
                return failure;
        }

        configuration.Add(EnvironmentConfiguration.Read(environment));
        return configuration;
    }

    /// <summary>A value; null where none is set, or an empty one.</summary>
    public ConfigurationValue? Find(string key) =>
        _values.TryGetValue(key, out var value) && value.Value.Length > 0 ? value : null;

    /// <summary>The values of a section, sorted by key.</summary>
    public IEnumerable<ConfigurationValue> Section(string name) =>
        _values
            .Values.Where(value => value.Key.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .OrderBy(value => value.Key, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> FilesOf(DeploymentEnvironment environment, Artifact? artifact, string environmentName)
    {
        string[] names = ["appsettings.json", $"appsettings.{environmentName}.json"];
        var besideArtifact = artifact is null ? null : Path.GetDirectoryName(environment.FullPath(artifact.Path));
        var folder =
            besideArtifact is not null && names.Any(name => File.Exists(Path.Combine(besideArtifact, name)))
                ? besideArtifact
                : environment.WorkingDirectory;
        foreach (var name in names)
            yield return Path.Combine(folder, name);
        if (environmentName.Equals(Development, StringComparison.OrdinalIgnoreCase) && artifact?.UserSecretsId is { } id)
        {
            if (UserSecrets.PathOf(id, environment) is { } secrets)
                yield return secrets;
        }
    }

    private Failure? AddFile(string path)
    {
        if (!File.Exists(path))
        {
            _lookedAt.Add($"{path} (not there)");
            return null;
        }

        var values = ConfigurationFile.Read(path);
        if (!values.IsSuccess)
            return values.Failure;
        _lookedAt.Add(path);
        Add(values.Value);
        return null;
    }

    private void Add(IEnumerable<ConfigurationValue> values)
    {
        foreach (var value in values)
            _values[value.Key] = value;
    }
}
