using DbWarden.Migrations.Naming;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>Which versioned migrations of a database depend on which.</summary>
internal sealed class DependencyGraph
{
    private readonly Dictionary<MigrationVersion, MigrationFile> _files = [];

    public DependencyGraph(IEnumerable<MigrationFile> files)
    {
        foreach (var file in files)
        {
            // A version that two files carry is reported by a rule of its own.
            if (file.Name!.Version is { } version && !_files.ContainsKey(version))
                _files.Add(version, file);
        }
    }

    public MigrationFile? Find(MigrationVersion version) => _files.TryGetValue(version, out var file) ? file : null;

    /// <summary>The files on a way from <paramref name="from"/> to <paramref name="to"/>, both included; null where there is none.</summary>
    public IReadOnlyList<MigrationFile>? PathBetween(MigrationFile from, MigrationFile to)
    {
        var cameFrom = new Dictionary<MigrationFile, MigrationFile?> { [from] = null };
        var pending = new Queue<MigrationFile>([from]);
        while (pending.Count > 0)
        {
            var file = pending.Dequeue();
            if (file == to)
                return Way(cameFrom, to);
            foreach (var next in DependenciesOf(file))
            {
                if (cameFrom.ContainsKey(next))
                    continue;
                cameFrom[next] = file;
                pending.Enqueue(next);
            }
        }

        return null;
    }

    private static List<MigrationFile> Way(Dictionary<MigrationFile, MigrationFile?> cameFrom, MigrationFile to)
    {
        var way = new List<MigrationFile>();
        for (MigrationFile? step = to; step is not null; step = cameFrom[step])
            way.Add(step);
        way.Reverse();
        return way;
    }

    private IEnumerable<MigrationFile> DependenciesOf(MigrationFile file)
    {
        foreach (var reference in file.Content?.Dependencies ?? [])
        {
            if (MigrationVersion.TryParse(reference.Version) is { } version && Find(version) is { } target)
                yield return target;
        }
    }
}
