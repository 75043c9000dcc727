using System.Text.Json;
using DbWarden.Deploy.Schemas.Comparing;
using DbWarden.Deploy.Schemas.Writing;
using DbWarden.TestSupport;

namespace DbWarden.Deploy.Tests.Schemas;

/// <summary>One suite for every engine, on a database with every kind of object, names beyond ASCII and names that need quotes.</summary>
[TestFixtureSource(typeof(SchemaSource), nameof(SchemaSource.Names))]
public sealed class SchemaReadingTests(string engine)
{
    [Test]
    public async Task Every_kind_of_object_is_shown_as_text()
    {
        using var source = await SampleAsync();
        Snapshots.Match(SchemaText.Write(await source.ReadAsync()), engine);
    }

    [Test]
    public async Task Every_kind_of_object_is_shown_as_json()
    {
        using var source = await SampleAsync();
        Snapshots.Match(SchemaDocument.ToJson(await source.ReadAsync()), engine);
    }

    [Test]
    public async Task Yaml_says_what_json_says()
    {
        using var source = await SampleAsync();
        var schema = await source.ReadAsync();
        var yaml = SchemaDocument.ToYaml(schema);
        Snapshots.Match(yaml, engine);
        using var json = JsonDocument.Parse(SchemaDocument.ToJson(schema));
        Assert.That(YamlReading.Flatten(yaml), Is.EqualTo(YamlReading.Flatten(json.RootElement)));
    }

    [Test]
    public async Task Two_readings_are_the_same_to_the_last_byte()
    {
        using var source = await SampleAsync();
        var first = SchemaDocument.ToJson(await source.ReadAsync());
        Assert.That(SchemaDocument.ToJson(await source.ReadAsync()), Is.EqualTo(first));
    }

    [Test]
    public async Task The_sql_form_makes_the_same_schema_again()
    {
        using var source = await SampleAsync();
        var schema = await source.ReadAsync();
        using var copy = await SchemaSource.CreateAsync(engine);
        await copy.RunAsync(source.Engine.WriteSql(schema));

        var again = await copy.ReadAsync();

        Assert.That(ComparisonText.Write(SchemaComparer.Compare(schema, again)), Is.Empty);
        Assert.That(source.Engine.WriteSql(again), Is.EqualTo(source.Engine.WriteSql(schema)));
    }

    [Test]
    public async Task A_schema_does_not_differ_from_itself()
    {
        using var source = await SampleAsync();
        var comparison = SchemaComparer.Compare(await source.ReadAsync(), await source.ReadAsync());
        Assert.That(comparison.IsMatch, Is.True);
        Assert.That(comparison.Notes, Is.Empty);
    }

    [Test]
    public async Task An_empty_database_has_an_empty_schema()
    {
        using var source = await SchemaSource.CreateAsync(engine);
        await source.RunAsync("SELECT 1;");
        var schema = await source.ReadAsync();
        Assert.That(schema.Groups.Where(group => group.Name != "schemas").SelectMany(group => group.Items), Is.Empty);
    }

    private async Task<SchemaSource> SampleAsync()
    {
        var source = await SchemaSource.CreateAsync(engine);
        return await source.RunAsync(source.Sample);
    }
}
