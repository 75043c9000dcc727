using System.Data.Common;
using DbWarden.Deploy.Execution;
using DbWarden.Migrations.Dialects;
using DbWarden.Migrations.Parsing;

namespace DbWarden.Deploy.Tests.Oracle;

/// <summary>Runs a script as our own splitter takes it apart, and fails the test where the splitter or the server finds fault with it.</summary>
internal static class StatementRunner
{
    public static async Task RunAsync(EngineClient client, DbConnection connection, string engine, byte[] script)
    {
        var reader = Dialect.Find(engine)!.CreateReader(script, 0, script.Length, 1);
        var number = 0;
        for (var item = reader.Read(); item != ScriptItemKind.End; item = reader.Read())
        {
            if (item == ScriptItemKind.Problem)
                Assert.Fail(reader.Problem.ToString());
            if (item == ScriptItemKind.Statement)
                await ExecuteAsync(
                    client,
                    connection,
                    new ScriptStatement(script, reader.Statement, ++number, StatementTraits.None)
                );
        }
    }

    private static async Task ExecuteAsync(EngineClient client, DbConnection connection, ScriptStatement statement)
    {
        try
        {
            await client.ExecuteAsync(connection, statement);
        }
        catch (Exception exception) when (exception is DbException or StatementFailedException)
        {
            Assert.Fail($"Line {statement.Position.Line}: {exception.Message}\n{statement.Text}");
        }
    }
}
