using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.Sqlite;

/// <summary>What SQLite's statements do to the transaction around them.</summary>
internal static class SqliteClassification
{
    public static StatementTraits Classify(ReadOnlySpan<byte> statement)
    {
        var tokens = new StatementTokens(statement, SqliteSyntax.Instance);
        tokens.Read();
        if (tokens.Is("BEGIN"u8))
        {
            return StatementTraits.BeginsTransaction;
        }

        if (tokens.Is("COMMIT"u8) || tokens.Is("END"u8))
        {
            return StatementTraits.EndsTransaction;
        }

        if (tokens.Is("ROLLBACK"u8))
        {
            tokens.Accept("TRANSACTION"u8);
            return tokens.IsFollowedBy("TO"u8) ? StatementTraits.ControlsTransaction : StatementTraits.EndsTransaction;
        }

        if (tokens.Is("SAVEPOINT"u8) || tokens.Is("RELEASE"u8))
        {
            return StatementTraits.ControlsTransaction;
        }

        if (tokens.Is("VACUUM"u8))
        {
            return StatementTraits.ForbidsTransaction;
        }

        if (tokens.Is("PRAGMA"u8))
        {
            return ClassifyPragma(ref tokens);
        }

        if (tokens.Is("ATTACH"u8) || tokens.Is("DETACH"u8))
        {
            return StatementTraits.ChangesSession;
        }

        if (
            tokens.Is("CREATE"u8)
            || tokens.Is("ALTER"u8)
            || tokens.Is("DROP"u8)
            || tokens.Is("REINDEX"u8)
            || tokens.Is("ANALYZE"u8)
        )
        {
            return StatementTraits.ChangesDefinitions;
        }

        return ChangesRows(ref tokens) ? StatementTraits.ChangesRows : StatementTraits.None;
    }

    private static bool ChangesRows(ref StatementTokens tokens)
    {
        bool isWith = tokens.Is("WITH"u8);
        do
        {
            if (tokens.Is("INSERT"u8) || tokens.Is("REPLACE"u8) || tokens.Is("UPDATE"u8) || tokens.Is("DELETE"u8))
            {
                return true;
            }
        } while (isWith && tokens.ReadOutsideParentheses());

        return false;
    }

    private static StatementTraits ClassifyPragma(ref StatementTokens tokens)
    {
        tokens.Read();
        if (tokens.IsFollowedBy("."u8))
        {
            tokens.Read();
            tokens.Read();
        }

        bool isAssignment = tokens.IsFollowedBy("="u8) || tokens.IsFollowedBy("("u8);
        bool isFixedInTransaction =
            (isAssignment && (tokens.Is("JOURNAL_MODE"u8) || tokens.Is("SYNCHRONOUS"u8) || tokens.Is("FOREIGN_KEYS"u8)))
            || tokens.Is("WAL_CHECKPOINT"u8);
        return StatementTraits.ChangesSession
            | (isFixedInTransaction ? StatementTraits.ForbidsTransaction : StatementTraits.None);
    }
}
