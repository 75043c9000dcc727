using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.PostgreSql;

/// <summary>What PostgreSQL's statements do to the transaction around them.</summary>
internal static class PostgreSqlClassification
{
    public static StatementTraits Classify(ReadOnlySpan<byte> statement)
    {
        var tokens = new StatementTokens(statement, PostgreSqlSyntax.Instance);
        tokens.Read();
        return ClassifyControl(ref tokens)
            ?? ClassifyDefinition(ref tokens)
            ?? ClassifyMaintenance(ref tokens)
            ?? ClassifySession(ref tokens)
            ?? ClassifyRows(ref tokens);
    }

    private static StatementTraits? ClassifyControl(ref StatementTokens tokens)
    {
        if (tokens.Is("BEGIN"u8) || (tokens.Is("START"u8) && tokens.IsFollowedBy("TRANSACTION"u8)))
        {
            return StatementTraits.BeginsTransaction;
        }

        if (tokens.Is("COMMIT"u8) || tokens.Is("END"u8) || tokens.Is("ROLLBACK"u8) || tokens.Is("ABORT"u8))
        {
            return ClassifyEnd(ref tokens);
        }

        if (tokens.Is("PREPARE"u8))
        {
            return tokens.IsFollowedBy("TRANSACTION"u8) ? StatementTraits.EndsTransaction : StatementTraits.ChangesSession;
        }

        return tokens.Is("SAVEPOINT"u8) || tokens.Is("RELEASE"u8) ? StatementTraits.ControlsTransaction : null;
    }

    private static StatementTraits ClassifyEnd(ref StatementTokens tokens)
    {
        if (tokens.IsFollowedBy("PREPARED"u8))
        {
            return StatementTraits.ForbidsTransaction;
        }

        _ = tokens.Accept("WORK"u8) || tokens.Accept("TRANSACTION"u8);
        if (tokens.IsFollowedBy("TO"u8))
        {
            return StatementTraits.ControlsTransaction;
        }

        bool isChained = tokens.Accept("AND"u8) && tokens.IsFollowedBy("CHAIN"u8);
        return StatementTraits.EndsTransaction | (isChained ? StatementTraits.BeginsTransaction : StatementTraits.None);
    }

    private static StatementTraits? ClassifyDefinition(ref StatementTokens tokens)
    {
        if (tokens.Is("CREATE"u8) || tokens.Is("DROP"u8) || tokens.Is("ALTER"u8))
        {
            bool forbids = tokens.Is("ALTER"u8) ? AlterForbidsTransaction(tokens) : CreateOrDropForbidsTransaction(tokens);
            return StatementTraits.ChangesDefinitions | (forbids ? StatementTraits.ForbidsTransaction : StatementTraits.None);
        }

        bool changesDefinitions =
            tokens.Is("COMMENT"u8)
            || tokens.Is("GRANT"u8)
            || tokens.Is("REVOKE"u8)
            || tokens.Is("SECURITY"u8)
            || tokens.Is("REASSIGN"u8)
            || tokens.Is("IMPORT"u8);
        return changesDefinitions ? StatementTraits.ChangesDefinitions : null;
    }

    private static bool CreateOrDropForbidsTransaction(StatementTokens tokens)
    {
        bool isCreate = tokens.Is("CREATE"u8);
        tokens.Accept("UNIQUE"u8);
        tokens.Read();
        if (tokens.Is("INDEX"u8))
        {
            return tokens.IsFollowedBy("CONCURRENTLY"u8);
        }

        if (tokens.Is("SUBSCRIPTION"u8))
        {
            // Only a subscription that makes a replication slot has to stand alone.
            return !isCreate || !IsSwitchedOff(tokens, "CONNECT"u8, "CREATE_SLOT"u8);
        }

        return tokens.Is("DATABASE"u8) || tokens.Is("TABLESPACE"u8);
    }

    private static bool AlterForbidsTransaction(StatementTokens tokens)
    {
        tokens.Read();
        if (tokens.Is("TABLE"u8))
        {
            return Contains(ref tokens, "DETACH"u8, "PARTITION"u8) && Contains(ref tokens, "CONCURRENTLY"u8);
        }

        if (tokens.Is("DATABASE"u8))
        {
            return Contains(ref tokens, "SET"u8, "TABLESPACE"u8);
        }

        if (tokens.Is("SUBSCRIPTION"u8))
        {
            var options = tokens;
            return Contains(ref tokens, "PUBLICATION"u8) && !IsSwitchedOff(options, "REFRESH"u8, "REFRESH"u8);
        }

        return tokens.Is("SYSTEM"u8);
    }

    private static StatementTraits? ClassifyMaintenance(ref StatementTokens tokens)
    {
        if (tokens.Is("VACUUM"u8))
        {
            return StatementTraits.ForbidsTransaction;
        }

        if (tokens.Is("CLUSTER"u8))
        {
            tokens.Accept("VERBOSE"u8);
            return tokens.ReadOutsideParentheses() && (!tokens.Is('(') || tokens.ReadOutsideParentheses())
                ? StatementTraits.ChangesDefinitions
                : StatementTraits.ForbidsTransaction;
        }

        if (tokens.Is("REINDEX"u8))
        {
            return StatementTraits.ChangesDefinitions
                | (ReindexForbidsTransaction(tokens) ? StatementTraits.ForbidsTransaction : StatementTraits.None);
        }

        return null;
    }

    private static bool ReindexForbidsTransaction(StatementTokens tokens)
    {
        bool hasOption = false;
        while (tokens.Read() && (tokens.Depth > 0 || tokens.Is('(') || tokens.Is(')')))
        {
            hasOption |= tokens.Is("CONCURRENTLY"u8) && !IsOff(tokens);
        }

        bool isOfMany = tokens.Is("SCHEMA"u8) || tokens.Is("DATABASE"u8) || tokens.Is("SYSTEM"u8);
        return hasOption || isOfMany || tokens.IsFollowedBy("CONCURRENTLY"u8);
    }

    private static StatementTraits? ClassifySession(ref StatementTokens tokens)
    {
        if (tokens.Is("DISCARD"u8))
        {
            return StatementTraits.ChangesSession
                | (tokens.IsFollowedBy("ALL"u8) ? StatementTraits.ForbidsTransaction : StatementTraits.None);
        }

        bool changesSession =
            tokens.Is("SET"u8)
            || tokens.Is("RESET"u8)
            || tokens.Is("DEALLOCATE"u8)
            || tokens.Is("LISTEN"u8)
            || tokens.Is("UNLISTEN"u8)
            || tokens.Is("LOAD"u8);
        return changesSession ? StatementTraits.ChangesSession : null;
    }

    private static StatementTraits ClassifyRows(ref StatementTokens tokens)
    {
        if (tokens.Is("COPY"u8))
        {
            while (tokens.ReadOutsideParentheses())
            {
                if (tokens.Is("FROM"u8))
                {
                    return StatementTraits.ChangesRows;
                }
            }

            return StatementTraits.None;
        }

        if (tokens.Is("TRUNCATE"u8) || tokens.Is("REFRESH"u8))
        {
            return StatementTraits.ChangesRows;
        }

        // A query in WITH may change rows as well.
        bool isWith = tokens.Is("WITH"u8);
        do
        {
            if (tokens.Is("INSERT"u8) || tokens.Is("UPDATE"u8) || tokens.Is("DELETE"u8) || tokens.Is("MERGE"u8))
            {
                return StatementTraits.ChangesRows;
            }
        } while (isWith && tokens.Read());

        return StatementTraits.None;
    }

    private static bool Contains(ref StatementTokens tokens, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        while (tokens.ReadOutsideParentheses())
        {
            if (tokens.Is(first) && (second.IsEmpty || tokens.IsFollowedBy(second)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSwitchedOff(StatementTokens tokens, ReadOnlySpan<byte> option, ReadOnlySpan<byte> otherOption)
    {
        while (tokens.Read())
        {
            if (tokens.Depth > 0 && (tokens.Is(option) || tokens.Is(otherOption)) && IsOff(tokens))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the option just read is given a value that stands for no.</summary>
    private static bool IsOff(StatementTokens option)
    {
        option.Accept("="u8);
        option.Read();
        var value = option.Token;
        if (value is [(byte)'\'', _, .., (byte)'\''])
        {
            value = value[1..^1];
        }

        return value.Is("FALSE"u8) || value.Is("OFF"u8) || value.Is("NO"u8) || value.Is("0"u8);
    }
}
