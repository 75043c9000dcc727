namespace DbWarden.Benchmarks.Measuring;

/// <summary>A table written row by row, so that a run that is ended early has not measured for nothing.</summary>
internal sealed class MarkdownTable
{
    private readonly TextWriter _output;

    public MarkdownTable(TextWriter output, params string[] columns)
    {
        _output = output;
        AddRow(columns);
        _output.WriteLine("|" + string.Concat(columns.Select(_ => "---|")));
    }

    public void AddRow(params string[] cells)
    {
        _output.WriteLine("| " + string.Join(" | ", cells) + " |");
        _output.Flush();
    }
}
