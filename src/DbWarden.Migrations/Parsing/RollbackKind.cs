namespace DbWarden.Migrations.Parsing;

/// <summary>What a migration's rollback contract is.</summary>
public enum RollbackKind
{
    /// <summary>The rollback section has statements.</summary>
    Real,

    /// <summary>Declared <c>nothing-to-undo</c>: rolling back is a deliberate no-op.</summary>
    None,

    /// <summary>Declared <c>irreversible</c>.</summary>
    Irreversible,

    /// <summary>Neither written nor declared, in a project that lowered DBW2002 or DBW2006; a rollback refuses it.</summary>
    Missing,
}
