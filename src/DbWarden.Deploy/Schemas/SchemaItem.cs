namespace DbWarden.Deploy.Schemas;

/// <summary>Anything in a schema that has a name: an object such as a table, or a part of one such as a column.</summary>
public abstract record SchemaItem
{
    /// <summary>What it is, as people say it: <c>table</c>, <c>foreign key</c>, <c>materialized view</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Its name as it is shown. Together with <see cref="Role"/> it tells the item from all others around it.</summary>
    public abstract string Title { get; }

    /// <summary>The kind as far as it belongs to the item's identity: a view that became a materialized one is still that view.</summary>
    public virtual string Role => Kind;

    public string? Comment { get; init; }

    /// <summary>What it consists of, such as a table's columns.</summary>
    public virtual IReadOnlyList<SchemaGroup> Groups => [];

    /// <summary>Tells <paramref name="facts"/> everything that is known of it, always in the same order.</summary>
    public abstract void Describe(IFactVisitor facts);
}

/// <summary>Items of one sort.</summary>
/// <param name="Name">What they are called in JSON and YAML.</param>
public sealed record SchemaGroup(string Name, IReadOnlyList<SchemaItem> Items);

/// <summary>Is told what is known of an item, fact by fact. Names are those of the JSON form.</summary>
public interface IFactVisitor
{
    /// <param name="value">Null where it does not apply.</param>
    void Text(string name, string? value);

    /// <summary>Like <see cref="Text"/>, for program text that may have many lines.</summary>
    void Code(string name, string? value);

    void Flag(string name, bool value);

    void Number(string name, long value);

    void List(string name, IReadOnlyList<string> values);
}
