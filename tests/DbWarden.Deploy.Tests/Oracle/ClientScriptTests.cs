namespace DbWarden.Deploy.Tests.Oracle;

/// <summary>
/// The engines' own clients are the truth: a script that one of them runs without error does the same when it runs statement by statement.
/// </summary>
public sealed class ClientScriptTests
{
    private static readonly Dictionary<string, Func<EngineClient>> Clients = new()
    {
        ["postgresql"] = () => new PostgreSqlClient(),
        ["mariadb"] = () => new MariaDbClient(),
        ["sqlite"] = () => new SqliteClient(),
    };

    private static IEnumerable<ClientScript> Scripts => Clients.Keys.SelectMany(ClientScript.All);

    [TestCaseSource(nameof(Scripts))]
    public async Task Statement_by_statement_a_script_does_what_the_client_does(ClientScript script)
    {
        using var client = Clients[script.Engine]();
        var byClient = await client.CreateDatabaseAsync();
        await client.RunAsync(byClient, script.ClientBytes);

        var byStatement = await client.CreateDatabaseAsync();
        await using (var connection = client.Connect(byStatement))
        {
            await connection.OpenAsync();
            await StatementRunner.RunAsync(client, connection, script.Engine, script.Bytes);
        }

        Assert.That(await client.DumpAsync(byStatement), Is.EqualTo(await client.DumpAsync(byClient)));
    }
}
