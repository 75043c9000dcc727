using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.MySql;

/// <summary>What the statements of MySQL and MariaDB do to the transaction around them. Much of it commits that by itself.</summary>
internal static class MySqlClassification
{
    private const StatementTraits Definition = StatementTraits.ChangesDefinitions | StatementTraits.CommitsImplicitly;

    public static StatementTraits Classify(ReadOnlySpan<byte> statement)
    {
        var tokens = new StatementTokens(statement, MySqlSyntax.Instance);
        tokens.Read();
        return ClassifyControl(ref tokens)
            ?? ClassifyLocks(ref tokens)
            ?? ClassifyDefinition(ref tokens)
            ?? ClassifyAdministration(ref tokens)
            ?? ClassifySession(ref tokens)
            ?? ClassifyCompound(ref tokens)
            ?? ClassifyRows(ref tokens);
    }

    private static StatementTraits? ClassifyControl(ref StatementTokens tokens)
    {
        if (tokens.Is("BEGIN"u8) ? !tokens.IsFollowedBy("NOT"u8) : tokens.Is("START"u8) && tokens.IsFollowedBy("TRANSACTION"u8))
        {
            return StatementTraits.BeginsTransaction | StatementTraits.CommitsImplicitly;
        }

        if (tokens.Is("COMMIT"u8) || tokens.Is("ROLLBACK"u8))
        {
            tokens.Accept("WORK"u8);
            if (tokens.IsFollowedBy("TO"u8))
            {
                return StatementTraits.ControlsTransaction;
            }

            bool isChained = tokens.Accept("AND"u8) && tokens.IsFollowedBy("CHAIN"u8);
            return StatementTraits.EndsTransaction | (isChained ? StatementTraits.BeginsTransaction : StatementTraits.None);
        }

        if (tokens.Is("XA"u8))
        {
            tokens.Read();
            return tokens.Is("BEGIN"u8) || tokens.Is("START"u8) ? StatementTraits.BeginsTransaction
                : tokens.Is("COMMIT"u8) || tokens.Is("ROLLBACK"u8) || tokens.Is("PREPARE"u8) ? StatementTraits.EndsTransaction
                : StatementTraits.ControlsTransaction;
        }

        return tokens.Is("SAVEPOINT"u8) || tokens.Is("RELEASE"u8) ? StatementTraits.ControlsTransaction : null;
    }

    private static StatementTraits? ClassifyLocks(ref StatementTokens tokens)
    {
        bool namesTables = tokens.IsFollowedBy("TABLES"u8) || tokens.IsFollowedBy("TABLE"u8);
        if (tokens.Is("LOCK"u8))
        {
            return namesTables ? StatementTraits.LocksTables | StatementTraits.CommitsImplicitly : StatementTraits.ChangesSession;
        }

        if (tokens.Is("UNLOCK"u8))
        {
            return namesTables
                ? StatementTraits.UnlocksTables | StatementTraits.CommitsImplicitly
                : StatementTraits.ChangesSession;
        }

        if (!tokens.Is("FLUSH"u8))
        {
            return null;
        }

        while (namesTables && tokens.Read())
        {
            if (tokens.Is("READ"u8) || tokens.Is("EXPORT"u8))
            {
                return StatementTraits.LocksTables | StatementTraits.CommitsImplicitly;
            }
        }

        return StatementTraits.CommitsImplicitly;
    }

    private static StatementTraits? ClassifyDefinition(ref StatementTokens tokens)
    {
        if (tokens.Is("CREATE"u8) || tokens.Is("DROP"u8))
        {
            if (tokens.Accept("OR"u8))
            {
                tokens.Accept("REPLACE"u8);
            }

            return tokens.IsFollowedBy("TEMPORARY"u8) ? StatementTraits.ChangesSession : Definition;
        }

        bool changesDefinitions =
            tokens.Is("ALTER"u8)
            || tokens.Is("RENAME"u8)
            || tokens.Is("TRUNCATE"u8)
            || tokens.Is("GRANT"u8)
            || tokens.Is("REVOKE"u8)
            || tokens.Is("INSTALL"u8)
            || tokens.Is("UNINSTALL"u8)
            || tokens.Is("IMPORT"u8);
        return changesDefinitions ? Definition : null;
    }

    private static StatementTraits? ClassifyAdministration(ref StatementTokens tokens)
    {
        if (tokens.Is("ANALYZE"u8))
        {
            bool isOfTables =
                tokens.IsFollowedBy("TABLE"u8)
                || tokens.IsFollowedBy("TABLES"u8)
                || tokens.IsFollowedBy("LOCAL"u8)
                || tokens.IsFollowedBy("NO_WRITE_TO_BINLOG"u8);
            return isOfTables ? StatementTraits.CommitsImplicitly : ClassifyRows(ref tokens, isPrefixed: true);
        }

        bool commits =
            tokens.Is("OPTIMIZE"u8)
            || tokens.Is("REPAIR"u8)
            || tokens.Is("CHECK"u8)
            || tokens.Is("CACHE"u8)
            || tokens.Is("RESET"u8)
            || tokens.Is("START"u8)
            || tokens.Is("STOP"u8)
            || tokens.Is("CHANGE"u8)
            || tokens.Is("BACKUP"u8)
            || tokens.Is("SHUTDOWN"u8)
            || (tokens.Is("LOAD"u8) && tokens.IsFollowedBy("INDEX"u8));
        return commits || MayDoAnything(tokens) ? StatementTraits.CommitsImplicitly : null;
    }

    /// <summary>What a procedure or a prepared statement does cannot be seen; it may well commit.</summary>
    private static bool MayDoAnything(StatementTokens tokens) => tokens.Is("CALL"u8) || tokens.Is("EXECUTE"u8);

    private static StatementTraits? ClassifySession(ref StatementTokens tokens)
    {
        if (tokens.Is("SET"u8))
        {
            return SetStatement.Classify(ref tokens);
        }

        bool changesSession = tokens.Is("USE"u8) || tokens.Is("PREPARE"u8) || tokens.Is("DEALLOCATE"u8) || tokens.Is("HANDLER"u8);
        return changesSession ? StatementTraits.ChangesSession : null;
    }

    /// <summary>A compound statement outside of a program does what the statements in it do.</summary>
    private static StatementTraits? ClassifyCompound(ref StatementTokens tokens)
    {
        if (Blocks.OpenedBy(tokens.Token) == Block.None && !tokens.Is("DECLARE"u8))
        {
            return null;
        }

        var traits = StatementTraits.None;
        while (tokens.Read())
        {
            bool endsTransaction =
                tokens.Is("COMMIT"u8)
                || tokens.Is("ROLLBACK"u8)
                || (tokens.Is("START"u8) && tokens.IsFollowedBy("TRANSACTION"u8));
            bool isFunction = tokens.IsFollowedBy("("u8);
            traits |=
                endsTransaction || MayDoAnything(tokens) ? StatementTraits.CommitsImplicitly
                : isFunction ? StatementTraits.None
                : (ClassifyDefinition(ref tokens) ?? StatementTraits.None)
                    | (IsRowVerb(tokens) ? StatementTraits.ChangesRows : StatementTraits.None);
        }

        return traits;
    }

    private static StatementTraits ClassifyRows(ref StatementTokens tokens, bool isPrefixed = false)
    {
        // What changes rows behind WITH or ANALYZE stands outside parentheses.
        bool isBehindPrefix = isPrefixed || tokens.Is("WITH"u8);
        do
        {
            if (IsRowVerb(tokens))
            {
                return StatementTraits.ChangesRows;
            }
        } while (isBehindPrefix && tokens.ReadOutsideParentheses());

        return StatementTraits.None;
    }

    private static bool IsRowVerb(StatementTokens tokens) =>
        tokens.Is("INSERT"u8)
        || tokens.Is("UPDATE"u8)
        || tokens.Is("DELETE"u8)
        || tokens.Is("REPLACE"u8)
        || tokens.Is("LOAD"u8)
        || tokens.Is("BINLOG"u8);
}
