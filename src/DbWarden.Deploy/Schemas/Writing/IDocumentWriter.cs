namespace DbWarden.Deploy.Schemas.Writing;

/// <summary>Writes a document of objects and lists; JSON and YAML are two of them.</summary>
internal interface IDocumentWriter
{
    void StartObject();

    void EndObject();

    void Name(string name);

    void StartList();

    void EndList();

    void Text(string value);

    /// <summary>Like <see cref="Text"/>, for text that may have many lines.</summary>
    void Code(string value);

    void Flag(bool value);

    void Number(long value);
}
