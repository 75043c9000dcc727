namespace DbWarden.Deploy.Schemas;

/// <summary>A statement whose meaning depends on a setting of the session.</summary>
/// <param name="SqlMode">MySQL's and MariaDB's <c>sql_mode</c> under which it was written; null for other engines.</param>
internal sealed record SqlText(string Statement, string? SqlMode = null);
