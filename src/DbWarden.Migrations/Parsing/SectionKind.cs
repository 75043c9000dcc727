namespace DbWarden.Migrations.Parsing;

/// <summary>Which part of a migration file something stands in.</summary>
internal enum SectionKind
{
    /// <summary>Before the first marker.</summary>
    Preamble,

    Upgrade,
    Rollback,
}
