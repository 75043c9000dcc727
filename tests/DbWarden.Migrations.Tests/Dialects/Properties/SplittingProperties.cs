using System.Text;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Migrations.Tests.Dialects.Properties;

/// <summary>What holds for every reader and every input, whatever it says. Each check throws where it does not hold.</summary>
public static class SplittingProperties
{
    public static void CheckAll(string engine, byte[] script)
    {
        var items = ReadAll(engine, script, 0, script.Length, 1);
        CheckNothingIsLost(engine, script, items);
        CheckPositions(script, items);
        CheckSections(engine, script, items);
        CheckLineEnds(engine, script);
        CheckClassification(engine, script, items);
    }

    /// <summary>Items come in order, and what lies between them is no SQL. Behind a problem all that is certain is that it is one.</summary>
    private static void CheckNothingIsLost(string engine, byte[] script, List<ReadItem> items)
    {
        int position = script.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var between = new TextBetween(engine, script);
        foreach (var item in items.Where(item => !item.IsInsideStatement))
        {
            if (item.Kind == ScriptItemKind.Problem)
            {
                return;
            }

            Require(
                item.Start >= position && item.End >= item.Start && item.End <= script.Length,
                $"{item} begins before {position}"
            );
            Require(item.LeadingStart <= item.Start, $"{item} begins before its leading comments");
            Require(between.IsNoSql(position, item.Start), $"text is lost between {position} and {item}");
            position = item.End;
            between.Take(item);
        }

        Require(between.IsNoSql(position, script.Length), $"text is lost behind {position}");
    }

    private static void CheckPositions(byte[] script, List<ReadItem> items)
    {
        foreach (var item in items)
        {
            var prefix = script.AsSpan(0, item.Start);
            int lineStart = prefix.LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
            var line = script.AsSpan(lineStart, item.Start - lineStart);
            if (lineStart == 0 && line.StartsWith("\uFEFF"u8))
            {
                line = line[3..];
            }

            int lines = 1 + Count(prefix, (byte)'\n') + Count(prefix, (byte)'\r') - CountCrLf(prefix);
            Require(item.Line == lines, $"{item} is in line {lines}");
            if (IsValid(script))
            {
                Require(item.Column == Encoding.UTF8.GetString(line).Length + 1, $"{item} is in another column");
            }
        }
    }

    /// <summary>A section read by itself gives what the whole file gives for it.</summary>
    private static void CheckSections(string engine, byte[] script, List<ReadItem> items)
    {
        if (items.Exists(item => item.Kind == ScriptItemKind.Problem))
        {
            return;
        }

        int first = 0;
        int start = 0;
        int line = 1;
        for (int index = 0; index <= items.Count; index++)
        {
            bool isMarker =
                index < items.Count && items[index].Kind is ScriptItemKind.UpgradeMarker or ScriptItemKind.RollbackMarker;
            if (!isMarker && index < items.Count)
            {
                continue;
            }

            int end = isMarker ? items[index].Start : script.Length;
            var section = ReadAll(engine, script, start, end, line);
            Require(
                section.SequenceEqual(items.GetRange(first, index - first)),
                $"the section from {start} to {end} reads differently by itself:\n{string.Join('\n', section)}\nnot\n{string.Join('\n', items)}"
            );
            if (isMarker)
            {
                (first, start, line) = (index + 1, items[index].End, items[index].Line);
                int lineEndLength =
                    script.AsSpan(start).StartsWith("\r\n"u8) ? 2
                    : start < script.Length ? 1
                    : 0;
                line += lineEndLength > 0 ? 1 : 0;
                start += lineEndLength;
            }
        }
    }

    private static void CheckLineEnds(string engine, byte[] script)
    {
        byte[] unix = [.. script.Where(value => value != (byte)'\r')];
        byte[] windows = [.. unix.SelectMany(value => value == (byte)'\n' ? "\r\n"u8.ToArray() : [value])];
        byte[] classic = [.. unix.Select(value => value == (byte)'\n' ? (byte)'\r' : value)];
        var expected = Describe(engine, unix);
        Require(Describe(engine, windows).SequenceEqual(expected), "CRLF changes the items");
        Require(Describe(engine, classic).SequenceEqual(expected), "CR changes the items");
    }

    private static IEnumerable<string> Describe(string engine, byte[] script) =>
        ReadAll(engine, script, 0, script.Length, 1)
            .Select(item =>
                $"{item.Kind} {item.Line} {item.Column} {item.Problem} {item.IsInsideStatement} "
                + Encoding.Latin1.GetString(script[item.Start..item.End]).ReplaceLineEndings("\n")
                + (
                    item.HasData
                        ? "|" + Encoding.Latin1.GetString(script[item.DataStart..item.DataEnd]).ReplaceLineEndings("\n")
                        : ""
                )
            );

    private static void CheckClassification(string engine, byte[] script, List<ReadItem> items)
    {
        foreach (var item in items.Where(item => item.Kind == ScriptItemKind.Statement))
        {
            _ = Dialect.Find(engine)!.Classify(script.AsSpan(item.Start..item.End));
        }
    }

    private static List<ReadItem> ReadAll(string engine, byte[] script, int start, int end, int line)
    {
        var reader = Dialect.Find(engine)!.CreateReader(script, start, end, line);
        var items = new List<ReadItem>();
        for (var kind = reader.Read(); kind != ScriptItemKind.End; kind = reader.Read())
        {
            items.Add(ReadItem.Of(reader, kind));
            Require(items.Count <= script.Length + 1, "reading never ends");
        }

        Require(reader.Read() == ScriptItemKind.End, "something follows the end");
        return items;
    }

    private static bool IsValid(byte[] script)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(script);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static int Count(ReadOnlySpan<byte> text, byte value) => System.MemoryExtensions.Count(text, value);

    private static int CountCrLf(ReadOnlySpan<byte> text) => System.MemoryExtensions.Count(text, "\r\n"u8);

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new PropertyViolationException(message);
        }
    }
}
