using System.Text;

namespace DbWarden.Deploy.Tests.Models;

/// <summary>A migration of the model: it makes tables of its own, one a statement.</summary>
/// <param name="Edit">Grows with every change of the file; it stands in a comment, so that the statements stay the same.</param>
/// <param name="NoTransaction">Whether it runs statement by statement.</param>
/// <param name="BrokenAt">The 1-based statement that fails; null for a file that works.</param>
internal sealed record ModelFile(int Version, int Tables, int Edit, bool NoTransaction, int? BrokenAt)
{
    public string Name => $"V__{Version:0000}_m.sql";

    public string Identity => Version.ToString(null as IFormatProvider);

    public string TableOf(int statement) => $"t{Version}_{statement}";

    public (string File, string Text) Text()
    {
        var text = new StringBuilder();
        if (NoTransaction)
            text.Append("-- dbwarden: no-transaction\n");
        text.Append("-- upgrade\n").Append("-- edit ").Append(Edit).Append('\n');
        for (var statement = 1; statement <= Tables; statement++)
            text.Append(
                statement == BrokenAt ? "INSERT INTO nowhere VALUES (1);\n" : $"CREATE TABLE {TableOf(statement)} (id INT);\n"
            );
        text.Append("-- rollback\n");
        for (var statement = Tables; statement >= 1; statement--)
            text.Append($"DROP TABLE IF EXISTS {TableOf(statement)};\n");
        return (Name, text.ToString());
    }
}
