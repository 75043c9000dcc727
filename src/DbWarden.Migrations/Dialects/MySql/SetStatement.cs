using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.MySql;

/// <summary>SET changes the session, but some of it is more.</summary>
internal static class SetStatement
{
    /// <param name="tokens">At the word SET.</param>
    public static StatementTraits Classify(ref StatementTokens tokens)
    {
        if (tokens.IsFollowedBy("PASSWORD"u8) || IsDefaultRole(tokens))
        {
            return StatementTraits.ChangesDefinitions | StatementTraits.CommitsImplicitly;
        }

        return tokens.IsFollowedBy("STATEMENT"u8) ? ClassifyWithVariables(ref tokens) : ClassifyAssignments(ref tokens);
    }

    private static bool IsDefaultRole(StatementTokens tokens) => tokens.Accept("DEFAULT"u8) && tokens.IsFollowedBy("ROLE"u8);

    /// <summary><c>SET STATEMENT variable = value FOR statement</c> is that statement.</summary>
    private static StatementTraits ClassifyWithVariables(ref StatementTokens tokens)
    {
        while (tokens.ReadOutsideParentheses())
        {
            if (tokens.Is("FOR"u8))
            {
                return MySqlClassification.Classify(tokens.Rest);
            }
        }

        return StatementTraits.ChangesSession;
    }

    /// <summary>Finds an assignment to the session's autocommit; reading it, or setting the global one, is nothing special.</summary>
    private static StatementTraits ClassifyAssignments(ref StatementTokens tokens)
    {
        var traits = StatementTraits.ChangesSession;
        bool isTarget = true;
        bool isGlobal = false;
        while (tokens.ReadOutsideParentheses())
        {
            if (tokens.Is(','))
            {
                isTarget = true;
                isGlobal = false;
            }
            else if (tokens.Is('='))
            {
                isTarget = false;
            }
            else if (isTarget && (tokens.Is("GLOBAL"u8) || tokens.Is("PERSIST"u8) || tokens.Is("PERSIST_ONLY"u8)))
            {
                isGlobal = true;
            }
            else if (isTarget && tokens.Is('@') && !tokens.Accept("@"u8))
            {
                // A variable of the user's own, whatever its name.
                isTarget = false;
            }
            else if (isTarget && !isGlobal && tokens.Is("AUTOCOMMIT"u8))
            {
                traits |= ClassifyAutocommit(tokens);
            }
        }

        return traits;
    }

    private static StatementTraits ClassifyAutocommit(StatementTokens tokens)
    {
        tokens.Accept(":"u8);
        tokens.Accept("="u8);
        tokens.Read();
        bool isOff = tokens.Is("0"u8) || tokens.Is("OFF"u8) || tokens.Is("FALSE"u8) || tokens.Token.SequenceEqual("'OFF'"u8);
        return StatementTraits.ControlsTransaction
            | (isOff ? StatementTraits.BeginsTransaction : StatementTraits.EndsTransaction | StatementTraits.CommitsImplicitly);
    }
}
