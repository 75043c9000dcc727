namespace DbWarden.Migrations;

/// <summary>Where readers are sent; the only place that spells these addresses out.</summary>
public static class ProductLinks
{
    public const string Repository = "https://github.com/dbwarden-org/DbWarden.Build";

    public const string Diagnostics = Repository + "/blob/main/docs/diagnostics.md";
}
