using System.Runtime.InteropServices;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Dialects.MySql;

/// <summary>Tells <c>/*! code */</c>, <c>/*!50003 code */</c> and <c>/*M! code */</c> from comments.</summary>
/// <param name="IsCode">Whether the server reads what stands inside.</param>
/// <param name="CodeStart">Offset behind the opening and its version.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CodeComment(bool IsCode, int CodeStart)
{
    /// <summary>Reads the opening of the comment whose slash is at <paramref name="start"/>.</summary>
    public static CodeComment Read(ReadOnlySpan<byte> text, int start)
    {
        int position = start + 2;
        if (position < text.Length && text[position] == (byte)'M')
        {
            position++;
        }

        if (position >= text.Length || text[position] != (byte)'!')
        {
            return new CodeComment(IsCode: false, position);
        }

        int versionStart = ++position;
        while (position < text.Length && position - versionStart < 6 && Characters.IsDigit(text[position]))
        {
            position++;
        }

        // No server has this version: mariadb-dump hides a command of the client behind it (`/*M!999999\- enable the sandbox mode */`).
        bool isForNobody = text[versionStart..position].SequenceEqual("999999"u8);
        return new CodeComment(!isForNobody, position);
    }
}
