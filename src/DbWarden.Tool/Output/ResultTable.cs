using System.Runtime.InteropServices;

namespace DbWarden.Tool.Output;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsOptional">Whether it is left out where the screen is too narrow for all; the last optional one goes first.</param>
/// <param name="Folds">Whether its cells may take several lines.</param>
internal sealed record ResultColumn(string Title, bool IsOptional = false, bool Folds = false);

/// <summary>
/// Rows under headings, as wide as they need to be. Where a screen is too narrow, optional columns go, and then cells fold; nothing is
/// cut off. For files and programs it is a line a row.
/// </summary>
internal sealed class ResultTable(params ResultColumn[] columns)
{
    private const int Gap = 2;

    /// <summary>What a column that folds is not made narrower than.</summary>
    private const int Narrowest = 12;

    private static readonly string[] ShortBlanks = [.. Enumerable.Range(0, 48).Select(count => new string(' ', count))];

    private readonly List<Phrase[]> _rows = [];

    public void AddRow(params Phrase[] cells) => _rows.Add(cells);

    public void Write(OutputChannel channel)
    {
        var shown = channel.IsTerminal ? Fitting(channel.Width) : Filled();
        var widths = shown.ConvertAll(Width);
        if (channel.IsTerminal)
            Narrow(shown, widths, channel.Width);
        var line = new List<Phrase>();
        WriteRow(channel, line, widths, shown.ConvertAll(column => columns[column].Title.Strong()));
        var cells = new List<Phrase>();
        foreach (var row in _rows)
        {
            cells.Clear();
            foreach (var column in shown)
                cells.Add(row[column]);
            WriteRow(channel, line, widths, cells);
        }
    }

    private static void WriteRow(OutputChannel channel, List<Phrase> line, List<int> widths, List<Phrase> cells)
    {
        var fits = true;
        for (var column = 0; column < cells.Count; column++)
            fits &= cells[column].Text.Length <= widths[column];
        if (fits)
        {
            WriteLine(channel, line, widths, cells);
            return;
        }

        var folded = cells.Select((cell, index) => Folding.FoldName(cell.Text, widths[index])).ToList();
        for (var number = 0; number < folded.Max(lines => lines.Count); number++)
        {
            var parts = cells.Select((cell, index) => new Phrase(folded[index].ElementAtOrDefault(number) ?? "", cell.Tone));
            WriteLine(channel, line, widths, [.. parts]);
        }
    }

    private static void WriteLine(OutputChannel channel, List<Phrase> line, List<int> widths, List<Phrase> cells)
    {
        line.Clear();
        var blank = 0;
        for (var column = 0; column < cells.Count; column++)
        {
            var length = cells[column].Text.Length;
            // No blanks behind the last word of a line.
            if (length > 0)
            {
                line.Add(Blanks(blank));
                line.Add(cells[column]);
                blank = 0;
            }

            blank += widths[column] - length + Gap;
        }

        channel.WriteLine(CollectionsMarshal.AsSpan(line));
    }

    private static string Blanks(int count) => count < ShortBlanks.Length ? ShortBlanks[count] : new string(' ', count);

    private List<int> Fitting(int screen)
    {
        var shown = Filled();
        while (
            shown.Sum(column => Width(column) + Gap) - Gap > screen
            && shown.FindLastIndex(column => columns[column].IsOptional) is >= 0 and var dropped
        )
            shown.RemoveAt(dropped);
        return shown;
    }

    /// <summary>Takes from the widest column that folds, until all fit.</summary>
    private void Narrow(List<int> shown, List<int> widths, int screen)
    {
        while (widths.Sum() + (Gap * (widths.Count - 1)) > screen)
        {
            var widest = Enumerable
                .Range(0, widths.Count)
                .Where(index => columns[shown[index]].Folds && widths[index] > Narrowest)
                .OrderByDescending(index => widths[index])
                .Select(index => (int?)index)
                .FirstOrDefault();
            if (widest is not { } narrowed)
                return;
            widths[narrowed]--;
        }
    }

    /// <summary>A column without a single entry tells nothing.</summary>
    private List<int> Filled() =>
        [.. Enumerable.Range(0, columns.Length).Where(column => _rows.Exists(row => row[column].Text.Length > 0))];

    private int Width(int column) => _rows.Select(row => row[column].Text.Length).Append(columns[column].Title.Length).Max();
}
