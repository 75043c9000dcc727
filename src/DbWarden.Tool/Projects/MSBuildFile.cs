using System.Xml;
using System.Xml.Linq;
using DbWarden.Deploy.Results;

namespace DbWarden.Tool.Projects;

/// <summary>A project or props file, read as XML and changed as text, so that it keeps its author's formatting.</summary>
internal sealed class MSBuildFile
{
    private static readonly XmlReaderSettings ReaderSettings = new() { DtdProcessing = DtdProcessing.Prohibit };

    private readonly XDocument _document;

    private MSBuildFile(SourceText source, XDocument document)
    {
        Source = source;
        _document = document;
    }

    public SourceText Source { get; }

    public string Name => Path.GetFileName(Source.Path);

    private XElement Root => _document.Root!;

    public static Result<MSBuildFile> Read(string path) => Parse(SourceText.Read(path));

    /// <summary>The text of a property that is set without a condition; the last one, as MSBuild has it. Null where there is none.</summary>
    public string? Property(string name) =>
        Groups("PropertyGroup").Elements().LastOrDefault(element => Is(element, name) && IsUnconditional(element))?.Value.Trim();

    /// <summary>Items of one type, whatever conditions they have.</summary>
    public IEnumerable<XElement> Items(string type) =>
        Root.Elements().Where(element => Is(element, "ItemGroup")).Elements().Where(element => Is(element, type));

    /// <summary>Whether an item of this type includes (or updates) <paramref name="name"/>.</summary>
    public bool HasItem(string type, string name) =>
        Items(type).Any(item => string.Equals((string?)item.Attribute("Include"), name, StringComparison.OrdinalIgnoreCase));

    public string Sdk => (string?)Root.Attribute("Sdk") ?? "";

    /// <summary>The file with an item added: beside items of its type where there are some, else in a group of its own.</summary>
    /// <param name="type">Such as <c>PackageReference</c>.</param>
    /// <param name="attributes">What stands behind the type, such as <c>Include="DbWarden.Build"</c>.</param>
    public MSBuildFile AddItem(string type, string attributes) =>
        Add("ItemGroup", group => group.Elements().Any(element => Is(element, type)), $"<{type} {attributes} />");

    /// <summary>The file with a property added to its first group of properties.</summary>
    public MSBuildFile AddProperty(string name, string value) => Add("PropertyGroup", _ => true, $"<{name}>{value}</{name}>");

    private static Result<MSBuildFile> Parse(SourceText source)
    {
        try
        {
            var document = Load(source);
            return document.Root is { Name.LocalName: "Project" }
                ? new MSBuildFile(source, document)
                : new Failure(FailureKind.Usage, $"{source.Path} is not an MSBuild file: its root element is not <Project>.");
        }
        catch (XmlException exception)
        {
            return new Failure(FailureKind.Usage, $"{source.Path} is not well-formed XML: {exception.Message}");
        }
    }

    private static XDocument Load(SourceText source)
    {
        using var reader = XmlReader.Create(new StringReader(source.Text), ReaderSettings);
        return XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace);
    }

    private MSBuildFile Add(string groupType, Func<XElement, bool> isWanted, string element)
    {
        var newLine = Source.NewLine;
        var group = Groups(groupType).FirstOrDefault(candidate => candidate.HasElements && isWanted(candidate));
        if (group is not null)
            return Changed(InsertAtEnd(group, Source.IndentAt(OffsetOf(group.Elements().Last())) + element + newLine));
        var indent = IndentUnit();
        var lines = $"{indent}<{groupType}>{newLine}{indent}{indent}{element}{newLine}{indent}</{groupType}>{newLine}";
        return Changed(Root.IsEmpty ? OpenRoot(lines) : InsertAtEnd(Root, lines));
    }

    private static MSBuildFile Changed(SourceText source) => new(source, Load(source));

    /// <summary>Inserts whole lines before the line on which <paramref name="element"/> ends.</summary>
    private SourceText InsertAtEnd(XElement element, string lines)
    {
        var end = EndTagOf(element);
        var lineStart = Source.LineStart(end);
        if (Source.Text[lineStart..end].Any(character => character is not (' ' or '\t')))
            return Source.Insert(end, Source.NewLine + lines + Source.IndentAt(OffsetOf(element)));
        // Groups that stand apart by blank lines stay apart.
        var isApart = element == Root && Source.Text.AsSpan(0, lineStart).EndsWith(Source.NewLine + Source.NewLine);
        return Source.Insert(lineStart, isApart ? lines + Source.NewLine : lines);
    }

    /// <summary>Turns <c>&lt;Project … /&gt;</c> into an element with content.</summary>
    private SourceText OpenRoot(string lines)
    {
        var end = Source.Text.LastIndexOf("/>", StringComparison.Ordinal);
        var start = Source.Text[..end].TrimEnd();
        return Source.With(start + ">" + Source.NewLine + lines + "</Project>" + Source.Text[(end + "/>".Length)..]);
    }

    /// <summary>Where the end tag of an element that has one begins.</summary>
    private int EndTagOf(XElement element)
    {
        using var reader = XmlReader.Create(new StringReader(Source.Text), ReaderSettings);
        var position = (IXmlLineInfo)reader;
        var start = (IXmlLineInfo)element;
        var depth = -1;
        while (reader.Read())
        {
            if (
                reader.NodeType == XmlNodeType.Element
                && (position.LineNumber, position.LinePosition) == (start.LineNumber, start.LinePosition)
            )
                depth = reader.Depth;
            else if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth)
                return Offset(position.LineNumber, position.LinePosition) - "</".Length;
        }

        throw new InvalidOperationException($"{element.Name} has no end tag.");
    }

    private int OffsetOf(XElement element) =>
        Offset(((IXmlLineInfo)element).LineNumber, ((IXmlLineInfo)element).LinePosition) - 1;

    private int Offset(int line, int column)
    {
        var offset = 0;
        for (; line > 1; line--)
        {
            offset = Source.Text.IndexOfAny(['\r', '\n'], offset);
            offset += Source.Text.AsSpan(offset).StartsWith("\r\n") ? 2 : 1;
        }

        return offset + column - 1;
    }

    private string IndentUnit() =>
        Root.Elements().Select(element => Source.IndentAt(OffsetOf(element))).FirstOrDefault(indent => indent.Length > 0) ?? "  ";

    private IEnumerable<XElement> Groups(string type) =>
        Root.Elements().Where(element => Is(element, type) && IsUnconditional(element));

    private static bool IsUnconditional(XElement element) => element.Attribute("Condition") is null;

    /// <summary>Old projects have a namespace; names mean the same in it.</summary>
    private static bool Is(XElement element, string name) =>
        string.Equals(element.Name.LocalName, name, StringComparison.OrdinalIgnoreCase);
}
