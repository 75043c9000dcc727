namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw1003SameRepeatableTests : RuleTests
{
    [TestCase("a/ROC__x.sql", "b/ROC__x.sql")]
    [TestCase("RA__x.sql", "primary__RA__x.sql")]
    public void A_name_is_one_repeatables(string first, string second) =>
        AssertFound(
            Sqlite,
            SoundFiles(first, second),
            $"migrations/{second}: error DBW1003: the name 'x' is also carried by '{first}'; rename one of the two files"
        );

    [TestCase("ROC__x.sql", "RA__x.sql")]
    [TestCase("ROC__x.sql", "ROC__x_y.sql")]
    public void Other_kinds_and_names_are_other_repeatables(string first, string second) =>
        AssertFound(Sqlite, SoundFiles(first, second));
}
