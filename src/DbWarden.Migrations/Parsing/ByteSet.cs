#if NET
using System.Buffers;
#endif

namespace DbWarden.Migrations.Parsing;

/// <summary>A set of bytes to look for: vectorised where the runtime can do it, a table elsewhere. The one place where that differs.</summary>
internal sealed class ByteSet
{
#if NET
    private readonly SearchValues<byte> _values;

    public ByteSet(ReadOnlySpan<byte> members)
    {
        _values = SearchValues.Create(members);
    }

    /// <summary>The index of the first member in <paramref name="text"/>, or its length where there is none.</summary>
    public int IndexIn(ReadOnlySpan<byte> text)
    {
        int index = text.IndexOfAny(_values);
        return index < 0 ? text.Length : index;
    }
#else
    private readonly bool[] _isMember = new bool[256];

    public ByteSet(ReadOnlySpan<byte> members)
    {
        foreach (byte member in members)
        {
            _isMember[member] = true;
        }
    }

    /// <summary>The index of the first member in <paramref name="text"/>, or its length where there is none.</summary>
    public int IndexIn(ReadOnlySpan<byte> text)
    {
        int index = 0;
        while (index < text.Length && !_isMember[text[index]])
        {
            index++;
        }

        return index;
    }
#endif
}
