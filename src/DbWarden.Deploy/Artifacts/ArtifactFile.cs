using DbWarden.Deploy.Artifacts.Archives;
using DbWarden.Deploy.Artifacts.Assemblies;
using DbWarden.Deploy.Artifacts.Bundles;
using DbWarden.Deploy.Artifacts.Folders;
using DbWarden.Deploy.Artifacts.Sources;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Manifest;

namespace DbWarden.Deploy.Artifacts;

/// <summary>
/// An artifact that is one file: an assembly, a single-file executable, a package or an archive. What it is, its bytes say.
/// </summary>
internal static class ArtifactFile
{
    public static Result<Artifact> Read(string path, CancellationToken cancellation)
    {
        if (new FileInfo(path).Length == 0)
            return new Failure(FailureKind.Usage, $"{path} is empty, or no ordinary file.")
            {
                Next = ArtifactAdvice.NameAnArtifact,
            };
        using var source = FileSource.Open(path);
        if (ArtifactArchive.IsArchive(source))
        {
            using var archive = ArtifactArchive.Open(path, source);
            return ReadChosen(path, archive.FindCarriers(cancellation), cancellation);
        }

        if (AssemblyImage.TryRead(source) is { } image)
            return ReadChosen(path, CarriersOf(path, source, image), cancellation);
        return BundleLocator.Find(source, cancellation) switch
        {
            null => NotAnArtifact(path),
            0 => ReadBesideHost(path, cancellation),
            { } header => ReadChosen(path, SingleFileBundle.FindCarriers(path, source, header, cancellation), cancellation),
        };
    }

    /// <summary>
    /// Whether the file is an assembly or a single-file executable with a manifest in it; null where it is neither.
    /// </summary>
    public static bool? CarriesManifest(string path, CancellationToken cancellation)
    {
        using var source = FileSource.Open(path);
        if (AssemblyImage.TryRead(source) is { } image)
            return image.HasManifest;
        if (!ExecutableFormat.IsExecutable(path, source) || BundleLocator.Find(source, cancellation) is not { } header)
            return null;
        return header != 0 && SingleFileBundle.FindCarriers(path, source, header, cancellation).Count > 0;
    }

    private static IReadOnlyList<ArtifactCarrier> CarriersOf(string path, FileSource source, AssemblyImage image) =>
        image.HasManifest
            ?
            [
                new ArtifactCarrier(
                    path,
                    null,
                    image.Name,
                    image.Version,
                    image.UserSecretsId,
                    new AssemblyResourceTree(source, image)
                ),
            ]
            : [];

    /// <summary>
    /// Reads the only carrier, or one of several that hold the same, such as the builds of a package for several frameworks.
    /// </summary>
    private static Result<Artifact> ReadChosen(
        string path,
        IReadOnlyList<ArtifactCarrier> carriers,
        CancellationToken cancellation
    )
    {
        if (carriers.Count == 0)
            return NoMigrations(path);
        if (carriers.Count > 1 && !HoldTheSame(carriers))
            return new Failure(FailureKind.Usage, $"{path} holds {carriers.Count} assemblies with different migrations.")
            {
                Details = [.. carriers.Select(carrier => DisplayText.Of(carrier.Part!))],
                Next = ["Unpack it, and name one of them: --artifact PATH"],
            };
        return ArtifactVerifier.Verify(carriers[0], cancellation);
    }

    private static bool HoldTheSame(IReadOnlyList<ArtifactCarrier> carriers)
    {
        var first = ManifestOf(carriers[0]);
        return carriers.Skip(1).All(carrier => ManifestOf(carrier).Span.SequenceEqual(first.Span));

        static ReadOnlyMemory<byte> ManifestOf(ArtifactCarrier carrier) => carrier.Resources.Read(MigrationManifest.ResourceName);
    }

    /// <summary>An apphost only starts the assembly beside it, which carries the migrations.</summary>
    private static Result<Artifact> ReadBesideHost(string path, CancellationToken cancellation)
    {
        var assembly = path.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)
            ? Path.ChangeExtension(path, ".dll")
            : path + ".dll";
        if (File.Exists(assembly))
            return Read(assembly, cancellation);
        return new Failure(FailureKind.Usage, $"{path} only starts {Path.GetFileName(assembly)}, which is not beside it.")
        {
            Next = ["Name the assembly that carries the migrations: --artifact PATH"],
        };
    }

    private static Failure NoMigrations(string path)
    {
        var others = PublishFolder.Search(Path.GetDirectoryName(Path.GetFullPath(path))!, CancellationToken.None).Carriers;
        return new Failure(FailureKind.Usage, $"{path} carries no migrations.")
        {
            Details = [.. others.Select(other => $"{other} carries some.")],
            Next =
                others.Count > 0
                    ? [$"Name it: --artifact {others[0]}"]
                    : ["Reference the package DbWarden.Build in the project that has the migrations, and build it again."],
        };
    }

    private static Failure NotAnArtifact(string path) =>
        new(
            FailureKind.Usage,
            $"{path} is neither a .NET assembly, nor a single-file executable, a NuGet package or a .dbwarden.zip."
        )
        {
            Details =
            [
                "A NativeAOT executable carries no migrations that can be read; the archive of 'dotnet build -t:DbWardenPackage' does.",
            ],
            Next = ArtifactAdvice.NameAnArtifact,
        };
}
