using System.Collections;

namespace DbWarden.Deploy;

/// <summary>What surrounds a command: where it was started, its environment variables and its standard input.</summary>
/// <param name="WorkingDirectory">The folder that relative paths start from.</param>
/// <param name="Variables">The environment variables.</param>
/// <param name="StandardInput">Read where a file's name is given as <c>-</c>.</param>
public sealed record DeploymentEnvironment(
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Variables,
    TextReader StandardInput
)
{
    /// <summary>This process's own.</summary>
    public static DeploymentEnvironment OfProcess()
    {
        var variables = new Dictionary<string, string>(
            OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal
        );
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return new DeploymentEnvironment(Environment.CurrentDirectory, variables, Console.In);
    }

    /// <summary>A variable's value; null where it is not set or empty.</summary>
    public string? Variable(string name) => Variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>The full path of <paramref name="path"/>, seen from the working directory.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);
}
