using System.IO.Compression;
using DbWarden.Migrations.Manifest;
using Microsoft.Build.Framework;

namespace DbWarden.Build.Tasks;

/// <summary>Writes the manifest and the migrations into an archive with the same tree as the assembly's resources.</summary>
[MSBuildMultiThreadableTask]
public sealed class PackMigrations : Microsoft.Build.Utilities.Task
{
    // The earliest time that a zip can express: the archive of the same migrations is the same at any time.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The migrations, each with its <c>LogicalName</c>.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The manifest; null where there are no migrations.</summary>
    public ITaskItem? Manifest { get; set; }

    /// <summary>Where the archive goes.</summary>
    [Required]
    public ITaskItem Archive { get; set; } = null!;

    /// <inheritdoc/>
    public override bool Execute()
    {
        var path = Archive.GetMetadata("FullPath");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(path);
            if (Manifest is null)
                Log.LogMessage(MessageImportance.Low, "No migrations; nothing to pack.");
            else
                Pack(path, Manifest);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LogErrorFromException(exception);
        }

        return !Log.HasLoggedErrors;
    }

    private void Pack(string path, ITaskItem manifest)
    {
        // Built aside: an archive that is there is whole.
        var unfinished = path + ".tmp";
        File.Delete(unfinished);
        using (var archive = ZipFile.Open(unfinished, ZipArchiveMode.Create))
        {
            Add(archive, MigrationManifest.ResourceName, manifest);
            foreach (var file in Files.OrderBy(file => file.GetMetadata("LogicalName"), StringComparer.Ordinal))
                Add(archive, file.GetMetadata("LogicalName"), file);
        }

        File.Move(unfinished, path);
    }

    private static void Add(ZipArchive archive, string name, ITaskItem file)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        using var content = entry.Open();
        using var source = File.OpenRead(file.GetMetadata("FullPath"));
        source.CopyTo(content);
    }
}
