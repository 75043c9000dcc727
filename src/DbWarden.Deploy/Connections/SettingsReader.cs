using System.Globalization;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Connections.Configuration;
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
    private const string DefaultSource = "default";

    private readonly DeploymentConfiguration _configuration;
    private readonly List<Setting> _settings = [];
    private Failure? _failure;

    private SettingsReader(DeploymentConfiguration configuration) => _configuration = configuration;

    public static Result<DeploymentSettings> Read(DeploymentEnvironment environment, Artifact? artifact)
    {
        var configuration = DeploymentConfiguration.Load(environment, artifact);
        return configuration.IsSuccess ? new SettingsReader(configuration.Value).Read() : configuration.Failure;
    }

    private Result<DeploymentSettings> Read()
    {
        var defaults = new DeploymentSettings();
        var settings = new DeploymentSettings
        {
            Schema = Text(nameof(DeploymentSettings.Schema)),
            BackupDirectory = Text(nameof(DeploymentSettings.BackupDirectory)),
            ConnectTimeout = Duration(nameof(DeploymentSettings.ConnectTimeout), defaults.ConnectTimeout),
            LockWait = Duration(nameof(DeploymentSettings.LockWait), defaults.LockWait),
            LockTimeout = OptionalDuration(nameof(DeploymentSettings.LockTimeout)),
            LockRetries = Number(nameof(DeploymentSettings.LockRetries), defaults.LockRetries),
            StatementTimeout = OptionalDuration(nameof(DeploymentSettings.StatementTimeout)),
            All = _settings,
        };
        return (_failure ?? FindUnknown()) is { } failure ? failure : settings;
    }

    private string? Text(string name)
    {
        var value = _configuration.Find($"{Section}:{name}");
        _settings.Add(new Setting($"{Section}:{name}", value?.Value, value?.Source ?? DefaultSource));
        return value?.Value;
    }

    private TimeSpan Duration(string name, TimeSpan @default)
    {
        var (duration, source) = ReadDuration(name);
        _settings.Add(new Setting($"{Section}:{name}", DurationText.Of(duration ?? @default), source));
        return duration ?? @default;
    }

    private TimeSpan? OptionalDuration(string name)
    {
        var (duration, source) = ReadDuration(name);
        _settings.Add(new Setting($"{Section}:{name}", duration is { } value ? DurationText.Of(value) : null, source));
        return duration;
    }

    private (TimeSpan? Duration, string Source) ReadDuration(string name)
    {
        var value = _configuration.Find($"{Section}:{name}");
        var duration = value is null ? null : DurationText.TryParse(value.Value);
        if (value is not null && duration is null)
            Refuse($"{value.Source} is no duration.", "Write it as 500ms, 30s, 5m, 1h or 0.");
        return (duration, value?.Source ?? DefaultSource);
    }

    private int Number(string name, int @default)
    {
        var value = _configuration.Find($"{Section}:{name}");
        var number = @default;
        if (value is not null && !int.TryParse(value.Value, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            Refuse($"{value.Source} is no number.", "Write it as 0, 1, 2 …");
        _settings.Add(
            new Setting($"{Section}:{name}", number.ToString(CultureInfo.InvariantCulture), value?.Source ?? DefaultSource)
        );
        return number;
    }

    private void Refuse(string message, string next) => _failure ??= new Failure(FailureKind.Usage, message) { Next = [next] };

    private Failure? FindUnknown()
    {
        var known = _settings.ConvertAll(setting => setting.Name);
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
