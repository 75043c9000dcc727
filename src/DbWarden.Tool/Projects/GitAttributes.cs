namespace DbWarden.Tool.Projects;

/// <summary>Makes git keep the line ends of migrations, so that differences between checkouts show nothing but changes.</summary>
internal static class GitAttributes
{
    public const string Line = "*.sql text eol=lf";
    private const string FileName = ".gitattributes";

    /// <summary>The change that adds the line for a project in <paramref name="directory"/>; null where git already has such a rule.</summary>
    public static FileChange? Add(string directory)
    {
        var path = Path.Combine(RepositoryOf(directory) ?? directory, FileName);
        var file = File.Exists(path) ? SourceText.Read(path) : SourceText.Empty(path);
        if (file.Text.Split('\n').Any(IsRuleForSql))
            return null;
        var newLine = file.NewLine;
        var separator = file.Text.Length == 0 || file.Text.EndsWith('\n') ? "" : newLine;
        return new FileChange(path, file.With(file.Text + separator + Line + newLine).ToBytes(), "added " + Line);
    }

    private static bool IsRuleForSql(string line) =>
        line.Trim().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is ["*.sql", .. var attributes]
        && attributes.Length > 0;

    /// <summary>The root of the git checkout around a folder; null outside of one.</summary>
    private static string? RepositoryOf(string directory)
    {
        for (var candidate = new DirectoryInfo(directory); candidate is not null; candidate = candidate.Parent)
        {
            // A worktree and a submodule have a file there instead of a folder.
            if (Path.Exists(Path.Combine(candidate.FullName, ".git")))
                return candidate.FullName;
        }

        return null;
    }
}
