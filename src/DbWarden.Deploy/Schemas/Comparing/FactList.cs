using System.Globalization;

namespace DbWarden.Deploy.Schemas.Comparing;

/// <summary>The facts of one item as texts that can be compared.</summary>
internal sealed class FactList : IFactVisitor
{
    private readonly Dictionary<string, (string? Text, bool IsCode)> _facts = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    private FactList() { }

    public IReadOnlyList<string> Names => _names;

    public (string? Text, bool IsCode) this[string name] => _facts.GetValueOrDefault(name);

    public static FactList Of(SchemaItem item)
    {
        var facts = new FactList();
        item.Describe(facts);
        return facts;
    }

    public void Text(string name, string? value) => Add(name, value, isCode: false);

    // How lines end, and what is not to be seen at their ends, is not what a program says.
    public void Code(string name, string? value) =>
        Add(
            name,
            value is null
                ? null
                : string.Join('\n', value.ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(line => line.TrimEnd())),
            isCode: true
        );

    public void Flag(string name, bool value) => Add(name, value ? "yes" : "no", isCode: false);

    public void Number(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture), isCode: false);

    public void List(string name, IReadOnlyList<string> values) =>
        Add(name, values.Count == 0 ? null : string.Join(", ", values), isCode: false);

    private void Add(string name, string? value, bool isCode)
    {
        _facts.Add(name, (value, isCode));
        _names.Add(name);
    }
}
