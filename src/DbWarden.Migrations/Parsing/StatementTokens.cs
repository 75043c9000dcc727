using System.Runtime.InteropServices;

namespace DbWarden.Migrations.Parsing;

/// <summary>
/// Reads one statement token by token, passing over comments. A copy reads on by itself, which is how to look ahead.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct StatementTokens
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly TokenSyntax _syntax;
    private int _position;

    public StatementTokens(ReadOnlySpan<byte> text, TokenSyntax syntax)
    {
        _text = text;
        _syntax = syntax;
    }

    /// <summary>The token just read: a word, a number, a symbol of one byte, or quoted text with its quotes.</summary>
    public ReadOnlySpan<byte> Token { get; private set; }

    /// <summary>How many parentheses were open before the token.</summary>
    public int Depth { get; private set; }

    /// <summary>What follows the token.</summary>
    public readonly ReadOnlySpan<byte> Rest => _text[_position..];

    /// <summary>Moves to the next token. False at the end.</summary>
    public bool Read()
    {
        Depth += Is('(') ? 1 : 0;
        Token = [];
        SkipToToken();
        if (_position >= _text.Length)
        {
            return false;
        }

        int start = _position;
        int quotedEnd = _syntax.SkipQuoted(_text, start);
        byte first = _text[start];
        _position =
            quotedEnd > start ? quotedEnd
            : Characters.IsWordStart(first) || Characters.IsDigit(first) ? Characters.FindWordEnd(_text, start)
            : start + 1;
        Token = _text[start.._position];
        Depth -= Is(')') && Depth > 0 ? 1 : 0;
        return true;
    }

    /// <summary>Moves to the next token that no parenthesis encloses. False at the end.</summary>
    public bool ReadOutsideParentheses()
    {
        while (Read())
        {
            if (Depth == 0 && !Is(')'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the token is the keyword, which is given in upper case.</summary>
    public readonly bool Is(ReadOnlySpan<byte> keyword) => Token.Is(keyword);

    public readonly bool Is(char symbol) => Token.Length == 1 && Token[0] == symbol;

    /// <summary>Whether the next token is the keyword.</summary>
    public readonly bool IsFollowedBy(ReadOnlySpan<byte> keyword)
    {
        var ahead = this;
        return ahead.Read() && ahead.Is(keyword);
    }

    /// <summary>Moves over the next token if it is the keyword.</summary>
    public bool Accept(ReadOnlySpan<byte> keyword)
    {
        if (!IsFollowedBy(keyword))
        {
            return false;
        }

        return Read();
    }

    private void SkipToToken()
    {
        while (_position < _text.Length)
        {
            int next = Characters.IsWhiteSpace(_text[_position]) ? _position + 1 : _syntax.SkipComment(_text, _position);
            if (next == _position)
            {
                return;
            }

            _position = next;
        }
    }
}
