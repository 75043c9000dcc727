using Spectre.Console;

namespace DbWarden.Tool.Output;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsOptional">Whether it is left out where the screen is too narrow for all; the last optional one goes first.</param>
/// <param name="Folds">Whether its cells may take several lines.</param>
internal sealed record ResultColumn(string Title, bool IsOptional = false, bool Folds = false);

/// <summary>
/// Rows under headings, as wide as they need to be. Where a screen is too narrow, optional columns go, and then cells fold; nothing is
/// cut off.
/// </summary>
internal sealed class ResultTable(params ResultColumn[] columns)
{
    private const int Gap = 2;

    private readonly List<Phrase[]> _rows = [];

    public void AddRow(params Phrase[] cells) => _rows.Add(cells);

    public void Write(OutputChannel channel)
    {
        if (channel.IsTerminal)
            WriteTable(channel);
        else
            WriteLines(channel);
    }

    private void WriteTable(OutputChannel channel)
    {
        var shown = Fitting(channel.Width);
        var table = new Table().Border(TableBorder.None);
        foreach (var column in shown)
        {
            var title = new Text(columns[column].Title, SpectreStyles.Of(Tone.Strong));
            table.AddColumn(new TableColumn(title) { NoWrap = !columns[column].Folds }.Padding(0, 0, Gap, 0));
        }

        foreach (var row in _rows)
            table.AddRow(shown.Select(column => new Text(row[column].Text, SpectreStyles.Of(row[column].Tone))));
        channel.Console.Profile.Width = channel.Width;
        channel.Console.Write(table);
        channel.Writer.Flush();
    }

    /// <summary>For files and programs: a line a row, nothing folded.</summary>
    private void WriteLines(OutputChannel channel)
    {
        var shown = Filled();
        var widths = shown.ConvertAll(Width);
        WriteLine(column => columns[column].Title);
        foreach (var row in _rows)
            WriteLine(column => row[column].Text);

        void WriteLine(Func<int, string> cell) =>
            channel.WriteLine(
                string.Concat(shown.Select((column, index) => cell(column).PadRight(widths[index] + Gap))).TrimEnd()
            );
    }

    private List<int> Fitting(int screen)
    {
        var shown = Filled();
        while (
            shown.Sum(column => Width(column) + Gap) > screen
            && shown.FindLastIndex(column => columns[column].IsOptional) is >= 0 and var dropped
        )
            shown.RemoveAt(dropped);
        return shown;
    }

    /// <summary>A column without a single entry tells nothing.</summary>
    private List<int> Filled() =>
        [.. Enumerable.Range(0, columns.Length).Where(column => _rows.Exists(row => row[column].Text.Length > 0))];

    private int Width(int column) => _rows.Select(row => row[column].Text.Length).Append(columns[column].Title.Length).Max();
}
