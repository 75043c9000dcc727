namespace DbWarden.Migrations.Rules;

/// <summary>Every rule, by what it looks at.</summary>
internal static class RuleSet
{
    public static Dbw1009NotRegularFile NotRegularFile { get; } = new();

    public static IReadOnlyList<ProjectRule> Project { get; } = [new Dbw1006UnknownEngine()];

    public static IReadOnlyList<FileRule> Files { get; } =
    [new Dbw1001MalformedName(), new Dbw1005WrongDatabasePrefix(), NotRegularFile, new Dbw1010UnknownDatabase()];

    public static IReadOnlyList<TextRule> Texts { get; } = [new Dbw3001NotUtf8(), new Dbw3003ConflictMarker()];

    public static IReadOnlyList<ScriptRule> Scripts { get; } =
    [
        new Dbw2001MissingUpgrade(),
        new Dbw2002MissingRollback(),
        new Dbw2003MisplacedSection(),
        new Dbw2004StatementBeforeSections(),
        new Dbw2005EmptyUpgrade(),
        new Dbw2006EmptyRollback(),
        new Dbw2007ContradictedRollback(),
        new Dbw2008WrongDirective(),
        new Dbw2009Placeholder(),
        new Dbw3002Unterminated(),
        new Dbw3004ClientCommand(),
        new Dbw3005BareDelimiter(),
        new Dbw3006UnendedCopyData(),
    ];

    public static IReadOnlyList<CommentRule> Comments { get; } = [new Dbw2010NearlyMarker()];

    public static IReadOnlyList<StatementRule> Statements { get; } =
    [new Dbw4001TransactionControl(), new Dbw4002OutsideTransaction(), new Dbw4003MixedStatements()];

    public static IReadOnlyList<DatabaseRule> Databases { get; } =
    [
        new Dbw1002SameVersion(),
        new Dbw1003SameRepeatable(),
        new Dbw1004VersionGap(),
        new Dbw1007NamesDifferInCase(),
        new Dbw1008WrongDependency(),
    ];

    /// <summary>In the order of their codes.</summary>
    public static IReadOnlyList<MigrationRule> All { get; } =
    [
        .. new IEnumerable<MigrationRule>[] { Project, Files, Texts, Scripts, Comments, Statements, Databases }
            .SelectMany(rules => rules)
            .OrderBy(rule => rule.Descriptor.Code, StringComparer.Ordinal),
    ];
}
