using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.PostgreSql;

/// <summary>The rows behind <c>COPY … FROM STDIN</c>, which end at a line that holds <c>\.</c> alone.</summary>
internal static class CopyData
{
    /// <summary>The offset of the end marker, which is where the data ends; -1 where there is none.</summary>
    public static int FindEnd(ReadOnlySpan<byte> script, int start)
    {
        int position = start;
        while (true)
        {
            int length = script[position..].IndexOf("\\."u8);
            if (length < 0)
            {
                return -1;
            }

            position += length;
            bool beginsLine = position == start || Characters.IsLineEnd(script[position - 1]);
            bool endsLine = position + 2 == script.Length || Characters.IsLineEnd(script[position + 2]);
            if (beginsLine && endsLine)
            {
                return position;
            }

            position += 2;
        }
    }

    /// <summary>The offset of the line behind the end marker.</summary>
    public static int SkipEndMarker(ReadOnlySpan<byte> script, int dataEnd) => Characters.SkipLineEnd(script, dataEnd + 2);
}
