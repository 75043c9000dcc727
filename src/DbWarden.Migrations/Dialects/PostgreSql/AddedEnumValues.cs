using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.PostgreSql;

/// <summary>
/// PostgreSQL refuses to use a value that the same transaction has added to an enum (55P04), unless that transaction created the enum.
/// </summary>
internal sealed class AddedEnumValues : TransactionMemory
{
    private readonly List<(byte[] Literal, int Line)> _added = [];
    private readonly HashSet<string> _createdTypes = new(StringComparer.OrdinalIgnoreCase);

    public override string? FaultOf(ReadOnlySpan<byte> statement, int line)
    {
        var tokens = new StatementTokens(statement, PostgreSqlSyntax.Instance);
        tokens.Read();
        if (tokens.Is("ALTER"u8) && tokens.Accept("TYPE"u8))
        {
            Add(tokens, line);
            return null;
        }

        if (tokens.Is("CREATE"u8))
        {
            _ = tokens.Accept("OR"u8) && tokens.Accept("REPLACE"u8);
            // A routine uses the value when it is called, not when it is created.
            if (tokens.IsFollowedBy("FUNCTION"u8) || tokens.IsFollowedBy("PROCEDURE"u8))
                return null;
            if (tokens.Accept("TYPE"u8))
                _createdTypes.Add(ReadName(ref tokens));
        }

        return tokens.Is("COMMENT"u8) ? null : UseIn(statement);
    }

    private void Add(StatementTokens tokens, int line)
    {
        if (_createdTypes.Contains(ReadName(ref tokens)) || !tokens.Accept("ADD"u8) || !tokens.Accept("VALUE"u8))
            return;
        _ = tokens.Accept("IF"u8) && tokens.Accept("NOT"u8) && tokens.Accept("EXISTS"u8);
        if (tokens.Read() && tokens.Token[0] == (byte)'\'')
            _added.Add((tokens.Token.ToArray(), line));
    }

    private static string ReadName(ref StatementTokens tokens)
    {
        tokens.Read();
        var name = Utf8Text.Decode(tokens.Token);
        while (tokens.Accept("."u8) && tokens.Read())
            name += "." + Utf8Text.Decode(tokens.Token);
        return name;
    }

    private string? UseIn(ReadOnlySpan<byte> statement)
    {
        foreach (var (literal, line) in _added)
        {
            if (statement.IndexOf(literal) >= 0 && HasToken(statement, literal))
                return $"the enum value {Utf8Text.Decode(literal)} of line {line} cannot be used in the transaction that adds it; add it in a migration before this one";
        }

        return null;
    }

    private static bool HasToken(ReadOnlySpan<byte> statement, byte[] token)
    {
        var tokens = new StatementTokens(statement, PostgreSqlSyntax.Instance);
        while (tokens.Read())
        {
            if (tokens.Token.SequenceEqual(token))
                return true;
        }

        return false;
    }
}
