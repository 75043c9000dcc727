namespace DbWarden.Migrations.Naming;

/// <summary>When a migration runs.</summary>
public enum MigrationKind
{
    /// <summary>Once, in version order (<c>V__</c>).</summary>
    Versioned,

    /// <summary>Whenever its upgrade section changed, after the versioned ones (<c>ROC__</c>).</summary>
    RunsOnChange,

    /// <summary>On every migrate, last (<c>RA__</c>).</summary>
    RunsAlways,
}
