using System.Text;
using CsCheck;

namespace DbWarden.Migrations.Tests.Dialects.Properties;

[TestFixture("postgresql")]
[TestFixture("mysql")]
[TestFixture("sqlite")]
public sealed class SplittingPropertyTests(string engine)
{
    [Test]
    public void Hold_for_any_bytes() =>
        Gen.Byte.Array[0, 200].Sample(script => SplittingProperties.CheckAll(engine, script), iter: 20_000);

    [Test]
    public void Hold_for_scripts_of_every_piece_that_matters() =>
        Gen.OneOf([.. ScriptVocabulary.Of(engine).Select(Gen.Const)])
            .Array[0, 40]
            .Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces)))
            .Sample(
                script => SplittingProperties.CheckAll(engine, script),
                iter: 30_000,
                print: script => Encoding.UTF8.GetString(script)
            );
}
