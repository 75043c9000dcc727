namespace DbWarden.Tool.Scaffolding;

/// <summary>The connection string that <c>init</c> writes; it holds no secret.</summary>
/// <param name="Text">An ADO.NET connection string.</param>
/// <param name="IsComplete">Whether it works as it stands; a server has to be named by its user.</param>
internal sealed record ExampleConnection(string Text, bool IsComplete)
{
    public static ExampleConnection For(string engine, string project)
    {
        var name = string.Concat(
            project.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_')
        );
        return engine switch
        {
            "sqlite" => new ExampleConnection($"Data Source={name}.db", IsComplete: true),
            "postgresql" => new ExampleConnection($"Host=localhost;Database={name};Username={name}", IsComplete: false),
            _ => new ExampleConnection($"Server=localhost;Database={name};User ID={name}", IsComplete: false),
        };
    }
}
