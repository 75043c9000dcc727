using System.Globalization;
using System.Text;
using System.Text.Json;
using DbWarden.Migrations.Manifest;
using DbWarden.Migrations.Tests.Rules;
using DbWarden.TestSupport;

namespace DbWarden.Migrations.Tests.Manifest;

public sealed class ManifestWriterTests
{
    private static readonly ValidationSettings Settings = new()
    {
        Databases =
        [
            new DatabaseDeclaration("shop", "PostgreSQL", null),
            new DatabaseDeclaration("analytics", "mysql", "Analytics \"main\""),
        ],
        Generator = "DbWarden.Build 1.0.0",
        ProjectPath = "Shop.csproj",
    };

    private static readonly MigrationText[] Files =
    [
        new(
            "shop/V__0010_b.sql",
            "-- depends_on: [\"0002\"]\n-- dbwarden: no-transaction\n-- upgrade\nVACUUM;\n-- rollback\nVACUUM;\n"
        ),
        new("shop/V__0002_a_b.sql", "-- dbwarden: irreversible gone\n-- upgrade\nSELECT 1;\n"),
        new("shop/views/ROC__x.sql", "-- upgrade\nSELECT 1;\n-- rollback\nSELECT 1;\n"),
        new("shop/RA__y.sql", "-- dbwarden: nothing-to-undo x\n-- upgrade\nSELECT 1;\n-- rollback\n"),
    ];

    [Test]
    public void The_manifest_is_written_byte_for_byte_as_ever()
    {
        var bytes = Write(Files);
        Snapshots.Match(Encoding.UTF8.GetString(bytes));
        // What the snapshot does not see.
        Assert.That(bytes, Has.No.Member((byte)'\r'));
        Assert.That(bytes[^2..], Is.EqualTo("}\n"u8.ToArray()));
        Assert.That(bytes[0], Is.EqualTo((byte)'{'));
    }

    [Test]
    public void It_is_the_same_in_any_culture_and_in_any_order_of_the_files()
    {
        var expected = Write(Files);
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.NumberGroupSeparator = "'";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.That(Write([.. Files.Reverse()]), Is.EqualTo(expected));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Line_ends_and_a_byte_order_mark_change_the_file_and_not_its_sections()
    {
        var original = Sections(Files);
        var windows = Files.Select(file => new MigrationText(
            file.RelativePath,
            "\uFEFF" + Encoding.UTF8.GetString(file.Read().Span).Replace("\n", "\r\n", StringComparison.Ordinal)
        ));
        Assert.That(Sections([.. windows]), Is.EqualTo(original));
    }

    [Test]
    public void Texts_are_escaped_as_json_asks()
    {
        var text = "\"\\\u0001\n\u2028🏔\ud800 é";
        var bytes = ManifestWriter.Write(new MigrationManifest(text, []));
        using var json = JsonDocument.Parse(bytes);
        Assert.That(json.RootElement.GetProperty("databases").GetArrayLength(), Is.Zero);
        Assert.That(Encoding.UTF8.GetString(bytes), Does.Contain("\"\\\"\\\\\\u0001\\u000a"));
        Assert.That(Encoding.UTF8.GetString(bytes), Does.Contain("🏔\\ud800 é"));
    }

    [Test]
    public void Resources_are_named_by_database_and_file() =>
        Assert.That(MigrationManifest.MigrationResourceName("shop", "V__1_a.sql"), Is.EqualTo("dbwarden/shop/V__1_a.sql"));

    private static byte[] Write(IReadOnlyList<MigrationText> files) =>
        ManifestWriter.Write(MigrationValidator.Validate(files, Settings).Manifest!);

    private static List<(string Upgrade, string? Rollback)> Sections(IReadOnlyList<MigrationText> files) =>
        [
            .. MigrationValidator
                .Validate(files, Settings)
                .Migrations.Select(migration => (migration.Migration.UpgradeChecksum, migration.Migration.RollbackChecksum)),
        ];
}
