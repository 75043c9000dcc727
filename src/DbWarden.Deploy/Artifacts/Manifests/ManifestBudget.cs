using System.Text.Json;

namespace DbWarden.Deploy.Artifacts.Manifests;

/// <summary>Counts what all databases of a manifest hold together.</summary>
internal sealed class ManifestBudget
{
    private int _migrations;
    private long _bytes;

    public void Take(long bytes)
    {
        if (++_migrations > ArtifactLimits.Migrations)
            throw new JsonException($"It has more than {ArtifactLimits.Migrations:N0} migrations.");
        _bytes += bytes;
        if (_bytes > ArtifactLimits.AllMigrationsBytes)
            throw new JsonException($"Its migrations have more than {ArtifactLimits.AllMigrationsBytes:N0} bytes together.");
    }
}
