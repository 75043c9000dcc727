namespace DbWarden.Deploy.Artifacts.Folders;

/// <summary>What a search through a folder found.</summary>
/// <param name="Carriers">The files that carry a manifest, in ordinal order.</param>
/// <param name="LookedAt">How many assemblies and executables were looked at.</param>
/// <param name="Unreadable">Those that could not be read, and why.</param>
internal sealed record PublishFolderSearch(IReadOnlyList<string> Carriers, int LookedAt, IReadOnlyList<string> Unreadable);

/// <summary>A folder with the output of a build or a publish.</summary>
internal static class PublishFolder
{
    /// <summary>Looks at the folder's own files, not at those in folders below it.</summary>
    public static PublishFolderSearch Search(string directory, CancellationToken cancellation)
    {
        var carriers = new List<string>();
        var unreadable = new List<string>();
        var lookedAt = 0;
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles().Take(ArtifactLimits.FilesInFolder))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                // A file without content is never opened: a pipe looks like one, and would be waited for.
                if (file.Length == 0 || ArtifactFile.CarriesManifest(file.FullName, cancellation) is not { } carries)
                    continue;
                lookedAt++;
                if (carries)
                    carriers.Add(Path.Combine(directory, file.Name));
            }
            catch (Exception problem) when (UnreadableFile.IsReasonOf(problem))
            {
                unreadable.Add($"{file.Name} cannot be read: {UnreadableFile.Reason(problem)}");
            }
        }

        carriers.Sort(StringComparer.Ordinal);
        unreadable.Sort(StringComparer.Ordinal);
        return new PublishFolderSearch(carriers, lookedAt, unreadable);
    }
}
