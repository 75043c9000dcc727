using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DbWarden.Deploy.Schemas.Writing;

/// <summary>Writes YAML event by event, which needs no reflection.</summary>
internal sealed class YamlDocumentWriter : IDocumentWriter
{
    private readonly Emitter _emitter;

    public YamlDocumentWriter(TextWriter output)
    {
        // Long lines stay whole, so that a change of one word changes one line.
        _emitter = new Emitter(
            output,
            new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024)
        );
        _emitter.Emit(new StreamStart());
        _emitter.Emit(new DocumentStart(version: null, tags: null, isImplicit: true));
    }

    public void Finish()
    {
        _emitter.Emit(new DocumentEnd(isImplicit: true));
        _emitter.Emit(new StreamEnd());
    }

    public void StartObject() =>
        _emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));

    public void EndObject() => _emitter.Emit(new MappingEnd());

    public void Name(string name) => Emit(name, ScalarStyle.Plain, isQuoted: false);

    public void StartList() =>
        _emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));

    public void EndList() => _emitter.Emit(new SequenceEnd());

    // Always in quotes: a column called "no" or a default of 007 must come back as the text that it is.
    public void Text(string value) => Emit(value, ScalarStyle.DoubleQuoted, isQuoted: true);

    public void Code(string value) =>
        Emit(value, IsBlock(value) ? ScalarStyle.Literal : ScalarStyle.DoubleQuoted, isQuoted: true);

    public void Flag(bool value) => Emit(value ? "true" : "false", ScalarStyle.Plain, isQuoted: false);

    public void Number(long value) => Emit(value.ToString(CultureInfo.InvariantCulture), ScalarStyle.Plain, isQuoted: false);

    private void Emit(string value, ScalarStyle style, bool isQuoted) =>
        _emitter.Emit(
            new Scalar(AnchorName.Empty, TagName.Empty, value, style, isPlainImplicit: !isQuoted, isQuotedImplicit: true)
        );

    // What a block cannot hold, or would not give back as it was.
    private static bool IsBlock(string value) =>
        value.Contains('\n', StringComparison.Ordinal)
        && !char.IsWhiteSpace(value[0])
        && !value.Contains(" \n", StringComparison.Ordinal)
        && value.All(character => character == '\n' || !char.IsControl(character));
}
