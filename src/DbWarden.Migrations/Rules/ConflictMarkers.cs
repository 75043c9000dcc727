using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Rules;

/// <summary>Finds the lines that version control puts around the two sides of a merge conflict.</summary>
internal sealed class ConflictMarkers
{
    /// <summary>How many characters of one kind make a marker.</summary>
    public const int Length = 7;

    private const byte Ours = (byte)'<';
    private const byte Ancestor = (byte)'|';
    private const byte Separator = (byte)'=';
    private const byte Theirs = (byte)'>';

    // Each separator that stands alone costs a second look at what is before it; a text full of them is a text, not a conflict.
    private const int MostLoneSeparators = 16;

    private readonly ReadOnlyMemory<byte> _text;
    private readonly int _start;

    // The next marker of each of the three kinds that are never anything else; the text's length where there is none.
    private int _ours;
    private int _ancestor;
    private int _theirs;

    private ConflictMarkers(ReadOnlyMemory<byte> text)
    {
        _text = text;
        _start = Utf8Text.Start(text.Span);
        _ours = Next(Ours, _start);
        _ancestor = Next(Ancestor, _start);
        _theirs = Next(Theirs, _start);
    }

    /// <summary>The offset of each conflict's first marker.</summary>
    public static IEnumerable<int> Find(ReadOnlyMemory<byte> text, Dialect dialect)
    {
        var markers = new ConflictMarkers(text);
        if (markers.FindLoneSeparator(dialect) is { } lone)
            yield return lone;
        while (markers.First < text.Length)
        {
            yield return markers.First;
            markers.SkipConflict();
        }
    }

    private int First => Math.Min(_ours, Math.Min(_ancestor, _theirs));

    private void SkipConflict()
    {
        var isWhole = _ours < Math.Min(_ancestor, _theirs);
        var position = isWhole ? Math.Min(_theirs, _text.Length - Length) + Length : First + Length;
        _ours = Advance(Ours, _ours, position);
        _ancestor = Advance(Ancestor, _ancestor, position);
        _theirs = Advance(Theirs, _theirs, position);
    }

    private int Advance(byte kind, int known, int position) => known < position ? Next(kind, position) : known;

    /// <summary>
    /// A separator that was left behind when the other markers were removed. Inside a string or a comment a line of seven equals signs is
    /// text: it counts only where a statement could stand.
    /// </summary>
    private int? FindLoneSeparator(Dialect dialect)
    {
        var position = _start;
        for (var seen = 0; seen < MostLoneSeparators; seen++)
        {
            var separator = Next(Separator, position);
            if (separator >= First)
                return null;
            if (IsCode(separator, dialect))
                return separator;
            position = separator + Length;
        }

        return null;
    }

    private bool IsCode(int offset, Dialect dialect)
    {
        var reader = dialect.CreateReader(_text, 0, offset, 1);
        for (var item = reader.Read(); item != ScriptItemKind.End; item = reader.Read())
        {
            var endsInText =
                item == ScriptItemKind.Problem
                && reader.Problem.Kind
                    is SyntaxProblemKind.UnterminatedString
                        or SyntaxProblemKind.UnterminatedIdentifier
                        or SyntaxProblemKind.UnterminatedComment
                        or SyntaxProblemKind.UnterminatedDollarQuote
                        or SyntaxProblemKind.CopyDataWithoutEnd;
            if (endsInText)
                return false;
        }

        return true;
    }

    /// <summary>The next line that begins with exactly seven of the character, and then a blank or nothing; the text's length where there is none.</summary>
    private int Next(byte kind, int position)
    {
        var text = _text.Span;
        ReadOnlySpan<byte> run = [kind, kind, kind, kind, kind, kind, kind];
        while (text[position..].IndexOf(run) is var index and >= 0)
        {
            var start = position + index;
            var end = start + Length;
            var isFirst = start == _start || Characters.IsLineEnd(text[start - 1]);
            var isWhole = end == text.Length || Characters.IsLineEnd(text[end]) || (text[end] == (byte)' ' && kind != Separator);
            if (isFirst && isWhole)
                return start;
            while (end < text.Length && text[end] == kind)
                end++;
            position = end;
        }

        return text.Length;
    }
}
