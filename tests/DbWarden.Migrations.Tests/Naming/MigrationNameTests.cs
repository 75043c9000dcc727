using DbWarden.Migrations.Naming;

namespace DbWarden.Migrations.Tests.Naming;

public sealed class MigrationNameTests
{
    [TestCase("V__0012_add_payment_tables.sql", MigrationKind.Versioned, "0012", "add_payment_tables", null)]
    [TestCase("V__2.1_x.sql", MigrationKind.Versioned, "2.1", "x", null)]
    [TestCase("V__20261123142200_a-b.sql", MigrationKind.Versioned, "20261123142200", "a-b", null)]
    [TestCase("V__1__x.sql", MigrationKind.Versioned, "1", "_x", null)]
    [TestCase("ROC__payment_functions.sql", MigrationKind.RunsOnChange, null, "payment_functions", null)]
    [TestCase("RA__0001_refresh.sql", MigrationKind.RunsAlways, null, "0001_refresh", null)]
    [TestCase("0012_add_payment_tables.sql", MigrationKind.Versioned, "0012", "add_payment_tables", null)]
    [TestCase("primary__0012_add.sql", MigrationKind.Versioned, "0012", "add", "primary")]
    [TestCase("primary__RA__x.sql", MigrationKind.RunsAlways, null, "x", "primary")]
    [TestCase("primary__ROC__x.sql", MigrationKind.RunsOnChange, null, "x", "primary")]
    [TestCase("my__db__0012_x__0013_y.sql", MigrationKind.Versioned, "0012", "x__0013_y", "my__db")]
    public void A_name_says_what_the_migration_is(string name, MigrationKind kind, string? version, string slug, string? prefix)
    {
        var expected = new MigrationName(name, kind, version is null ? null : MigrationVersion.TryParse(version), slug, prefix);
        Assert.That(MigrationName.TryParse(name), Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase(".sql")]
    [TestCase("V__.sql")]
    [TestCase("V__1.sql")]
    [TestCase("V__1_.sql")]
    [TestCase("V__a_x.sql")]
    [TestCase("V__1._x.sql")]
    [TestCase("V__1_x.SQL")]
    [TestCase("V__1_x.sql.bak")]
    [TestCase("V__1_x y.sql")]
    [TestCase("V__1_ü.sql")]
    [TestCase("V__١_x.sql")]
    [TestCase("v__1_x.sql")]
    [TestCase("roc__x.sql")]
    [TestCase("ROC_x.sql")]
    [TestCase("RA__.sql")]
    [TestCase("Primary__0012_x.sql")]
    [TestCase("primary__x.sql")]
    [TestCase("__0012_x.sql")]
    public void Other_names_are_none(string name) => Assert.That(MigrationName.TryParse(name), Is.Null);

    [TestCase("V__0012_add_payment_tables.sql", "add payment tables")]
    [TestCase("V__1__x.sql", "x")]
    [TestCase("RA__a-b.sql", "a-b")]
    public void The_description_is_shown_with_blanks(string name, string description) =>
        Assert.That(MigrationName.TryParse(name)!.Description, Is.EqualTo(description));

    [TestCase("V__0012_x.sql", "12")]
    [TestCase("primary__12.0_y.sql", "12")]
    [TestCase("ROC__X.sql", "X")]
    public void The_identity_is_the_canonical_version_or_the_name(string name, string identity) =>
        Assert.That(MigrationName.TryParse(name)!.Identity, Is.EqualTo(identity));

    [Test]
    public void Versioned_migrations_run_by_version_then_those_on_change_then_those_always()
    {
        string[] expected = ["V__2_x.sql", "0010_a.sql", "V__10.1_a.sql", "ROC__B.sql", "ROC__a.sql", "RA__A.sql"];
        var names = expected.Reverse().Select(name => MigrationName.TryParse(name)!);
        Assert.That(names.Order(MigrationName.RunOrder).Select(name => name.FileName), Is.EqualTo(expected));
    }
}
