using DbWarden.Deploy.Schemas.Writing;

namespace DbWarden.Deploy.Schemas.Comparing;

/// <summary>Compares two schemas object by object, by name.</summary>
public sealed class SchemaComparer
{
    private readonly List<SchemaDifference> _differences = [];
    private readonly List<SchemaNote> _notes = [];

    private SchemaComparer() { }

    public static SchemaComparison Compare(DatabaseSchema expected, DatabaseSchema actual)
    {
        var comparer = new SchemaComparer();
        foreach (var (left, right) in expected.Groups.Zip(actual.Groups))
            comparer.CompareItems(owner: null, left.Items, right.Items);
        return new SchemaComparison(comparer._differences, comparer._notes);
    }

    private void CompareItems(string? owner, IReadOnlyList<SchemaItem> expected, IReadOnlyList<SchemaItem> actual)
    {
        var (pairs, missing, added) = Match(expected, actual);
        foreach (var item in missing)
            Report(DifferenceKind.Missing, owner, item);
        foreach (var (left, right) in pairs)
            ComparePair(owner, left, right);
        foreach (var item in added)
            Report(DifferenceKind.Added, owner, item);
    }

    private void ComparePair(string? owner, SchemaItem expected, SchemaItem actual)
    {
        var changes = FactChanges(expected, actual);
        if (changes.Count > 0)
            _differences.Add(new SchemaDifference(DifferenceKind.Changed, owner, NameOf(actual)) { Changes = changes });
        foreach (var (left, right) in expected.Groups.Zip(actual.Groups))
        {
            if (left.Items is not IReadOnlyList<SchemaColumn> before || right.Items is not IReadOnlyList<SchemaColumn> after)
                CompareItems(NameOf(actual), left.Items, right.Items);
            else if (actual is SchemaView)
                CompareViewColumns(NameOf(actual), before, after);
            else
                CompareColumns(NameOf(actual), before, after);
        }
    }

    private void CompareColumns(string owner, IReadOnlyList<SchemaColumn> expected, IReadOnlyList<SchemaColumn> actual)
    {
        CompareItems(owner, expected, actual);
        CompareOrder(owner, expected, actual);
    }

    /// <summary>
    /// A view's columns follow from its query and from the tables below it, where a change is told already. Only what was said of them
    /// apart is the view's own.
    /// </summary>
    private void CompareViewColumns(string owner, IReadOnlyList<SchemaColumn> expected, IReadOnlyList<SchemaColumn> actual)
    {
        foreach (var (left, right) in Match(expected, actual).Pairs)
            ComparePair(owner, OwnFacts((SchemaColumn)left), OwnFacts((SchemaColumn)right));

        static SchemaColumn OwnFacts(SchemaColumn column) =>
            new()
            {
                Name = column.Name,
                Type = "",
                IsNullable = true,
                Default = column.Default,
                Comment = column.Comment,
            };
    }

    private void Report(DifferenceKind kind, string? owner, SchemaItem item) =>
        _differences.Add(new SchemaDifference(kind, owner, NameOf(item)) { Summary = Summary(item) });

    private void CompareOrder(string owner, IReadOnlyList<SchemaColumn> expected, IReadOnlyList<SchemaColumn> actual)
    {
        var moved = ColumnOrder.Compare([.. expected.Select(column => column.Name)], [.. actual.Select(column => column.Name)]);
        if (moved is null)
        {
            var change = new FactChange("order", Names(expected), Names(actual), IsCode: false);
            _differences.Add(new SchemaDifference(DifferenceKind.Changed, owner, "columns") { Changes = [change] });
        }
        else
        {
            _notes.AddRange(moved.Select(name => new SchemaNote(owner, $"column {ObjectName.Show(name)} moved to the end")));
        }

        static string Names(IEnumerable<SchemaColumn> columns) => string.Join(", ", columns.Select(column => column.Title));
    }

    /// <summary>Pairs items of the same role and name. Several of one name, as constraints without a name can be, pair up in their order.</summary>
    private static (List<(SchemaItem Expected, SchemaItem Actual)> Pairs, List<SchemaItem> Missing, List<SchemaItem> Added) Match(
        IReadOnlyList<SchemaItem> expected,
        IReadOnlyList<SchemaItem> actual
    )
    {
        var rest = actual.GroupBy(KeyOf).ToDictionary(group => group.Key, group => new Queue<SchemaItem>(group));
        var pairs = new List<(SchemaItem, SchemaItem)>();
        var missing = new List<SchemaItem>();
        foreach (var item in expected)
        {
            if (rest.TryGetValue(KeyOf(item), out var candidates) && candidates.TryDequeue(out var match))
                pairs.Add((item, match));
            else
                missing.Add(item);
        }

        var left = rest.Values.SelectMany(candidates => candidates).ToHashSet(ReferenceEqualityComparer.Instance);
        return (pairs, missing, [.. actual.Where(left.Contains)]);

        static (string Role, string Title) KeyOf(SchemaItem item) => (item.Role, item.Title);
    }

    private static List<FactChange> FactChanges(SchemaItem expected, SchemaItem actual)
    {
        var left = FactList.Of(expected);
        var right = FactList.Of(actual);
        var changes = new List<FactChange>();
        foreach (var name in left.Names.Union(right.Names, StringComparer.Ordinal))
        {
            var (before, after) = (left[name], right[name]);
            if (before.Text != after.Text)
                changes.Add(new FactChange(name, before.Text, after.Text, before.IsCode || after.IsCode));
        }

        return changes;
    }

    private static string NameOf(SchemaItem item) => $"{item.Kind} {TextLiteral.Escape(item.Title)}";

    private static string? Summary(SchemaItem item) =>
        item switch
        {
            SchemaColumn column => TextLiteral.Escape(ColumnLine.Compact(column)[column.Title.Length..].TrimStart()),
            SchemaTable table => table.Columns.Count == 1
                ? "1 column"
                : System.FormattableString.Invariant($"{table.Columns.Count} columns"),
            SchemaConstraint { Name: null } => null,
            SchemaConstraint constraint => FirstLine(constraint.Definition),
            SchemaIndex index => FirstLine(index.Definition),
            SchemaTrigger trigger => FirstLine(trigger.Definition),
            SchemaRule rule => FirstLine(rule.Definition),
            _ => null,
        };

    private static string FirstLine(string text)
    {
        var lines = TextLiteral.Lines(text);
        return lines.Count == 1 ? lines[0] : lines[0] + " …";
    }
}
