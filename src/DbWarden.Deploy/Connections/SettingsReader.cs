using System.Globalization;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Connections.Configuration;
using DbWarden.Deploy.Databases;
using DbWarden.Deploy.Results;
using DbWarden.Migrations.Diagnostics;

namespace DbWarden.Deploy.Connections;

/// <summary>
/// Reads the section <c>DbWarden</c>, and refuses what it does not know: a setting with a slip in its name would be silently
/// without effect.
/// </summary>
internal sealed class SettingsReader
{
    private const string Section = "DbWarden";

    /// <summary>What holds where nothing names a schema, a connection's own affair.</summary>
    private const string SchemaOfConnection = "the connection's current one";
    private const string NoLimit = "no limit";

    private readonly DeploymentConfiguration _configuration;
    private readonly IReadOnlyList<ArtifactDatabase> _databases;
    private readonly List<Setting> _settings = [];
    private Failure? _failure;

    private SettingsReader(DeploymentConfiguration configuration, IReadOnlyList<ArtifactDatabase> databases) =>
        (_configuration, _databases) = (configuration, databases);

    public static Result<DeploymentSettings> Read(DeploymentEnvironment environment, Artifact? artifact)
    {
        var configuration = DeploymentConfiguration.Load(environment, artifact);
        return configuration.IsSuccess
            ? new SettingsReader(configuration.Value, artifact?.Databases ?? []).Read()
            : configuration.Failure;
    }

    private Result<DeploymentSettings> Read()
    {
        var defaults = new DeploymentSettings();
        var settings = new DeploymentSettings
        {
            Schema = Text(nameof(DeploymentSettings.Schema), SchemaOfConnection),
            BackupDirectory =
                Text(nameof(DeploymentSettings.BackupDirectory), defaults.BackupDirectory) ?? defaults.BackupDirectory,
            ConnectTimeout = Duration(nameof(DeploymentSettings.ConnectTimeout), defaults.ConnectTimeout),
            LockWait = Duration(nameof(DeploymentSettings.LockWait), defaults.LockWait),
            LockTimeout = LockTimeout(),
            LockRetries = Number(nameof(DeploymentSettings.LockRetries), defaults.LockRetries),
            StatementTimeout = StatementTimeout(),
        };
        if ((_failure ?? FindUnknown()) is { } failure)
            return failure;
        return settings with { All = [_configuration.Environment, .. _settings] };
    }

    /// <param name="shown">What holds where nothing is configured, in words.</param>
    private string? Text(string name, string shown)
    {
        var value = _configuration.Find($"{Section}:{name}");
        Add(name, value?.Value ?? shown, value?.Source);
        return value?.Value;
    }

    private TimeSpan Duration(string name, TimeSpan @default)
    {
        var (duration, source) = ReadDuration(name);
        Add(name, DurationText.Of(duration ?? @default), source);
        return duration ?? @default;
    }

    private TimeSpan? StatementTimeout()
    {
        const string Name = nameof(DeploymentSettings.StatementTimeout);
        var (duration, source) = ReadDuration(Name);
        Add(Name, duration is { } limit && limit > TimeSpan.Zero ? DurationText.Of(limit) : NoLimit, source);
        return duration;
    }

    /// <summary>Its default is the engine's own measure, so an artifact with several engines has several.</summary>
    private TimeSpan? LockTimeout()
    {
        const string Name = nameof(DeploymentSettings.LockTimeout);
        var (duration, source) = ReadDuration(Name);
        var defaults = _databases.Select(database => (database.Name, Value: DefaultLockTimeout(database.Engine))).ToList();
        if (duration is { } limit)
            Add(Name, limit == TimeSpan.Zero ? NoLimit : DurationText.Of(limit), source);
        else if (defaults.Select(one => one.Value).Distinct(StringComparer.Ordinal).Count() <= 1)
            Add(Name, defaults.Count == 0 ? null : defaults[0].Value, source);
        else
            defaults.ForEach(one => Add(Name, one.Value, source, one.Name));
        return duration;
    }

    private static string? DefaultLockTimeout(string engine) =>
        DatabaseEngine.Find(engine) is { } found ? DurationText.Of(found.DefaultLockTimeout) : null;

    private (TimeSpan? Duration, string? Source) ReadDuration(string name)
    {
        var value = _configuration.Find($"{Section}:{name}");
        var duration = value is null ? null : DurationText.TryParse(value.Value);
        if (value is not null && duration is null)
            Refuse($"{value.Source} is no duration.", "Write it as 500ms, 30s, 5m, 1h or 0.");
        return (duration, value?.Source);
    }

    private int Number(string name, int @default)
    {
        var value = _configuration.Find($"{Section}:{name}");
        var number = @default;
        if (value is not null && !int.TryParse(value.Value, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            Refuse($"{value.Source} is no number.", "Write it as 0, 1, 2 …");
        Add(name, number.ToString(CultureInfo.InvariantCulture), value?.Source);
        return number;
    }

    private void Add(string name, string? value, string? source, string? database = null) =>
        _settings.Add(new Setting($"{Section}:{name}", value, source ?? Setting.Default) { Database = database });

    private void Refuse(string message, string next) => _failure ??= new Failure(FailureKind.Usage, message) { Next = [next] };

    private Failure? FindUnknown()
    {
        var known = _settings.Select(setting => setting.Name).Distinct(StringComparer.Ordinal).ToList();
        var unknown = _configuration
            .Section(Section)
            .FirstOrDefault(value => !known.Contains(value.Key, StringComparer.OrdinalIgnoreCase));
        if (unknown is null)
            return null;
        return new Failure(FailureKind.Usage, $"{unknown.Source} is not a setting of dbwarden.")
        {
            Next =
            [
                Spelling.Nearest(unknown.Key, known) is { } nearest
                    ? $"Did you mean {nearest}?"
                    : $"The settings are: {string.Join(", ", known)}",
            ],
        };
    }
}
