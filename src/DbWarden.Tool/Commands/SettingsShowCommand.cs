using System.Text.Json;
using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Connections;
using DbWarden.Tool.Output;
using DbWarden.Tool.Syntax;
using DbWarden.Tool.Targets;

namespace DbWarden.Tool.Commands;

/// <summary>Shows every setting with its value and where that came from.</summary>
internal sealed class SettingsShowCommand()
    : ConfigurationCommand("settings show", "Shows the settings of a deploy and where each comes from")
{
    public override string Explanation =>
        "What nothing sets is shown with the value that takes effect. A password is never shown, and no database is connected to.";

    public override IReadOnlyList<Example> Examples =>
        [
            new("dbwarden settings show", "What a deploy from this folder would go by."),
            new(
                "dbwarden settings show --artifact release/Shop.dll",
                "The same for a release elsewhere, with the configuration beside it."
            ),
        ];

    protected override CommandResult Show(Session session, Artifact artifact, IReadOnlyList<ConfiguredDatabase> databases)
    {
        var settings = DeploymentSettings.Read(session.Environment, artifact);
        if (!settings.IsSuccess)
            return new FailedResult(settings.Failure);
        var connections = databases.Select(database => new Setting(
            "Connection",
            database.Connection,
            database.Source ?? database.Problem!
        )
        {
            Database = database.Name,
        });
        var shown = settings.Value.All.Where(setting =>
            setting.Database is not { } name || databases.Any(database => database.Name == name)
        );
        return new SettingsResult([new Setting("Artifact", artifact.Path, Source), .. connections, .. shown]);
    }

    private sealed class SettingsResult(IReadOnlyList<Setting> settings) : CommandResult
    {
        public override void WriteText(Terminal terminal)
        {
            var table = new ResultTable(new("Setting"), new("Value", Folds: true), new("From", Folds: true));
            foreach (var setting in settings)
            {
                table.AddRow(
                    VisibleText.OneLine(setting.Database is { } name ? $"{setting.Name} of {name}" : setting.Name),
                    setting.Value is { } value ? VisibleText.OneLine(value) : "none".Faint(),
                    VisibleText.OneLine(setting.Source)
                );
            }

            table.Write(terminal.Results);
        }

        public override void WriteJson(Utf8JsonWriter json)
        {
            json.WriteStartArray("settings");
            foreach (var setting in settings)
            {
                json.WriteStartObject();
                json.WriteString("name", setting.Name);
                json.WriteString("database", setting.Database);
                json.WriteString("value", setting.Value);
                json.WriteString("source", setting.Source);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
