using DbWarden.Deploy.Execution;
using DbWarden.Migrations.Dialects;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>
/// The tables that a file has made and nobody can have been waiting for. Once it drops, renames or alters anything, a new table may be
/// one that stands in for an old one, and no table counts as new any more.
/// </summary>
internal sealed class MySqlNewTables
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private bool _mayReplace;

    public MySqlNewTables() { }

    /// <summary>For a look at what is to be run.</summary>
    public MySqlNewTables(MySqlNewTables known)
    {
        _names.UnionWith(known._names);
        _mayReplace = known._mayReplace;
    }

    public void Clear()
    {
        _names.Clear();
        _mayReplace = false;
    }

    /// <param name="name">As a statement spells it.</param>
    public bool Contains(string name) => !_mayReplace && _names.Contains(name);

    /// <summary>Notes what a statement has done.</summary>
    public void Note(ScriptStatement statement)
    {
        // Nobody knows what a procedure does.
        _mayReplace |= statement.Traits == StatementTraits.None;
        if (!statement.Traits.HasFlag(StatementTraits.ChangesDefinitions))
            return;
        if (CatalogStatement.Of(statement) is { Creates: true } made)
        {
            if (made is { Kind: "TABLE", Name: [{ IsQuoted: false } name] })
                _names.Add(name.Text);
        }
        else
        {
            _mayReplace = true;
        }
    }
}
