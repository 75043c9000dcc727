using DbWarden.Migrations.Diagnostics;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;
using DbWarden.Migrations.Validation;

namespace DbWarden.Migrations.Rules;

/// <summary>Text is UTF-8.</summary>
internal sealed class Dbw3001NotUtf8 : TextRule
{
    public override DiagnosticDescriptor Descriptor { get; } =
        new(
            "DBW3001",
            "The file is not UTF-8, or has a NUL byte",
            DiagnosticSeverity.Error,
            CanSetSeverity: false,
            CanAllowInFile: false
        );

    public override int Check(ReadOnlyMemory<byte> text, Dialect dialect, FileReport report)
    {
        var bytes = text.Span;
        var nul = bytes.IndexOf((byte)0);
        var readable = Utf8Text.ValidLength(nul < 0 ? bytes : bytes[..nul]);
        if (readable == bytes.Length)
            return readable;
        var at = SourceSpans.Find(bytes, readable, readable);
        report.Add(this, at with { EndColumn = at.EndColumn + 1 }, Message(bytes, readable));
        return readable;
    }

    private static string Message(ReadOnlySpan<byte> bytes, int offset)
    {
        if (bytes.Length >= 2 && (bytes[0], bytes[1]) is (0xff, 0xfe) or (0xfe, 0xff))
            return "the file is UTF-16, from byte offset 0 on; save it as UTF-8";
        return bytes[offset] == 0
            ? $"there is a NUL byte at byte offset {offset}; save the file as UTF-8, without it"
            : $"the byte 0x{bytes[offset]:X2} at byte offset {offset} is not UTF-8; save the file as UTF-8";
    }
}
