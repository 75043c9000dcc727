namespace DbWarden.Migrations.Parsing;

/// <summary>Sees the items of one script while it is read, in their order.</summary>
internal abstract class ScriptObserver
{
    public abstract void OnStatement(SectionKind section, in Statement statement);

    public abstract void OnComment(SectionKind section, (int Start, int End, int Line, int Column) comment);
}
