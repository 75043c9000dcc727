using DbWarden.Deploy.Results;

namespace DbWarden.Deploy.Connections;

/// <summary>A file with one connection in it, such as a mounted secret; or standard input.</summary>
internal static class ConnectionFile
{
    /// <summary>What stands for standard input.</summary>
    public const string StandardInput = "-";

    private const int LongestText = 64 * 1024;

    public static Result<string> Read(string name, DeploymentEnvironment environment)
    {
        if (name == StandardInput)
            return Single(ReadBounded(environment.StandardInput), "standard input");
        var path = environment.FullPath(name);
        try
        {
            using var reader = new StreamReader(path);
            return Single(ReadBounded(reader), path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new Failure(FailureKind.Usage, $"The connection file {path} cannot be read: {problem.Message}");
        }
    }

    /// <summary>A pipe has no length to be looked at, so it is read up to what no connection needs.</summary>
    private static string ReadBounded(TextReader reader)
    {
        var buffer = new char[LongestText + 1];
        return new string(buffer, 0, reader.ReadBlock(buffer));
    }

    private static Result<string> Single(string text, string source)
    {
        if (text.Length > LongestText)
            return new Failure(FailureKind.Usage, $"{source} is longer than any connection.");
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        return lines switch
        {
            [var only] => only,
            [] => new Failure(FailureKind.Usage, $"No connection was found in {source}: it is empty."),
            _ => new Failure(FailureKind.Usage, $"{source} has {lines.Count} lines; a connection is one."),
        };
    }
}
