namespace DbWarden.Deploy.Connections.Configuration;

/// <summary>A value of the configuration, and where it stands.</summary>
internal sealed record ConfigurationValue(string Key, string Value, string Source);
