using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Records;
using DbWarden.Migrations.Dialects;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>
/// How long a session waits for the locks of rows. In a file that runs unit by unit that is limited only for the rows of one unit: other
/// units wait on their own terms, and for a table a statement may wait long without making others queue as long as it only changes rows.
/// What the file itself sets stays.
/// </summary>
internal sealed class MySqlRowWait
{
    private bool _isUnitByUnit;
    private bool _isSetByFile;
    private bool _isLimited;

    public void BeginMigration(bool isUnitByUnit) => (_isUnitByUnit, _isSetByFile, _isLimited) = (isUnitByUnit, false, false);

    /// <summary>What limits it for rows that begin, for a SET before their transaction's beginning; null for nothing.</summary>
    public string? Limit(SessionOptions options)
    {
        var wait = options.LockTimeout ?? TimeSpan.Zero;
        if (wait <= TimeSpan.Zero || _isSetByFile)
            return null;
        _isLimited = _isUnitByUnit;
        var seconds = RowQuery.Literal((long)Math.Ceiling(wait.TotalSeconds));
        return _isUnitByUnit
            ? $"SESSION innodb_lock_wait_timeout = {seconds}"
            : $"SESSION lock_wait_timeout = {seconds}, SESSION innodb_lock_wait_timeout = {seconds}";
    }

    /// <summary>What takes the limit away for what follows the rows; null where there is none.</summary>
    public string? EndLimit()
    {
        if (!_isLimited)
            return null;
        _isLimited = false;
        return "SET SESSION innodb_lock_wait_timeout = DEFAULT";
    }

    /// <summary>Notes what a statement of the file has done.</summary>
    public void Note(ScriptStatement statement) =>
        _isSetByFile |=
            statement.Traits.HasFlag(StatementTraits.ChangesSession)
            && statement.Head.Contains("innodb_lock_wait_timeout", StringComparison.OrdinalIgnoreCase);
}
