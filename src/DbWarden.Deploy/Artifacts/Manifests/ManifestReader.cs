using System.Text.Json;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Manifest;
using DbWarden.Migrations.Naming;

namespace DbWarden.Deploy.Artifacts.Manifests;

/// <summary>
/// Reads <c>dbwarden/manifest.json</c>. Strict about everything that it knows and blind to properties that it does not, so that a
/// later version of the same format may add some.
/// </summary>
internal static class ManifestReader
{
    /// <param name="json">The manifest's bytes.</param>
    /// <param name="location">Where it was found, for messages.</param>
    public static Result<MigrationManifest> Read(ReadOnlySpan<byte> json, string location)
    {
        try
        {
            var (format, generator) = ReadHead(json);
            return format > MigrationManifest.Format ? TooNew(format, generator, location) : ReadFormat1(json);
        }
        catch (JsonException problem)
        {
            return new Failure(FailureKind.Usage, $"The manifest in {location} cannot be read: {DisplayText.Of(problem.Message)}")
            {
                Next = ["Build the artifact again; if that does not help, report it with the manifest."],
            };
        }
    }

    private static Failure TooNew(int format, string generator, string location) =>
        new(
            FailureKind.Usage,
            $"The manifest in {location} has format {format}; this version of dbwarden reads up to {MigrationManifest.Format}."
        )
        {
            Details = [$"It was written by {generator}."],
            Next = ["Install a dbwarden at least as new: dotnet tool update dbwarden"],
        };

    /// <summary>What every format has, read before anything that may differ between them, and no further than that is known.</summary>
    private static (int Format, string Generator) ReadHead(ReadOnlySpan<byte> bytes)
    {
        int? format = null;
        string? generator = null;
        var json = new ManifestJson(bytes);
        json.StartObject("the manifest");
        while ((format is null || generator is null) && json.NextProperty() is { } property)
        {
            if (property == "format")
                format = ManifestJson.Once(property, format, Format(ref json));
            else if (property == "generator")
                generator = ManifestJson.Once(property, generator, Generator(ref json));
            else
                json.Skip();
        }

        return (ManifestJson.Required("format", format), ManifestJson.Required("generator", generator));
    }

    private static MigrationManifest ReadFormat1(ReadOnlySpan<byte> bytes)
    {
        int? format = null;
        string? generator = null;
        List<ManifestDatabase>? databases = null;
        var json = new ManifestJson(bytes);
        json.StartObject("the manifest");
        while (json.NextProperty() is { } property)
        {
            if (property == "format")
                format = ManifestJson.Once(property, format, Format(ref json));
            else if (property == "generator")
                generator = ManifestJson.Once(property, generator, Generator(ref json));
            else if (property == "databases")
                databases = ManifestJson.Once(property, databases, ReadDatabases(ref json));
            else
                json.Skip();
        }

        json.End();
        return new MigrationManifest(
            ManifestJson.Required("generator", generator),
            ManifestJson.Required("databases", databases)
        );
    }

    private static int Format(ref ManifestJson json) => (int)json.Number(1, int.MaxValue);

    private static string Generator(ref ManifestJson json) => DisplayText.Of(json.AnyText(ArtifactLimits.TextLength));

    private static List<ManifestDatabase> ReadDatabases(ref ManifestJson json)
    {
        var budget = new ManifestBudget();
        var databases = new List<ManifestDatabase>();
        json.StartArray("databases");
        while (json.NextElement())
        {
            var database = ReadDatabase(ref json, budget);
            if (databases.Exists(other => other.Name == database.Name))
                throw new JsonException($"Database '{database.Name}' is there twice.");
            if (databases.Count == ArtifactLimits.Databases)
                throw new JsonException($"It has more than {ArtifactLimits.Databases:N0} databases.");
            databases.Add(database);
        }

        return databases;
    }

    private static ManifestDatabase ReadDatabase(ref ManifestJson json, ManifestBudget budget)
    {
        string? name = null;
        string? engine = null;
        string? connectionName = null;
        List<ManifestMigration>? migrations = null;
        json.StartObject("a database");
        while (json.NextProperty() is { } property)
        {
            switch (property)
            {
                case "name":
                    name = ManifestJson.Once(property, name, Name(json.Text(ArtifactLimits.NameLength)));
                    break;
                case "engine":
                    engine = ManifestJson.Once(property, engine, EngineName(json.Text(ArtifactLimits.NameLength)));
                    break;
                case "connectionName":
                    connectionName = ManifestJson.Once(property, connectionName, json.Text(ArtifactLimits.NameLength));
                    break;
                case "migrations":
                    migrations = ManifestJson.Once(property, migrations, ManifestMigrationReader.ReadAll(ref json, budget));
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        name = ManifestJson.Required("name of a database", name);
        return new ManifestDatabase(
            name,
            ManifestJson.Required($"engine of database '{name}'", engine),
            connectionName ?? name,
            ManifestJson.Required($"migrations of database '{name}'", migrations)
        );
    }

    private static string Name(string name) =>
        DatabaseName.IsValid(name) ? name : throw new JsonException($"'{name}' is no name of a database.");

    private static string EngineName(string name) =>
        Dialect.Find(name) is not null
            ? name.ToLowerInvariant()
            : throw new JsonException(
                $"Engine '{name}' is not one that this version of dbwarden knows: {string.Join(", ", Dialect.EngineNames)}."
            );
}
