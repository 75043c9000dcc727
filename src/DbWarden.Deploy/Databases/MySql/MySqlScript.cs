using System.Text;
using DbWarden.Deploy.Execution;
using DbWarden.Deploy.Scripting;

namespace DbWarden.Deploy.Databases.MySql;

/// <summary>A script for <c>mariadb</c> or <c>mysql</c>.</summary>
internal sealed class MySqlScript : ClientScript
{
    private static readonly string[] Delimiters = ["$$", "//", "%%", "@@", "~~", "^^"];

    public override string Usage => "mariadb DATABASE < FILE";

    public override IReadOnlyList<string> Opening => ["SET NAMES utf8mb4;"];

    public override string Begin => "START TRANSACTION";

    public override string CurrentUser => "CONCAT(SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '@script')";

    // The client connects anew, to the same database.
    public override IReadOnlyList<string> NewSession => [@"\r", .. Opening];

    public override IReadOnlyList<string> BehindTransaction => NewSession;

    // The file may have changed how the server reads what is sent.
    public override IReadOnlyList<string> EndOfTransaction => Opening;

    /// <summary>The client goes back to the database that was current last.</summary>
    public override ScriptObstacle? Obstacle(SectionSurvey survey) =>
        survey.SessionChange is { } statement && StatementWord.Read(statement.Bytes.Span) is [var word, ..] && word.Is("USE")
            ? new ScriptObstacle("changes the current database, and a script could not find back to it.", statement)
            : null;

    /// <summary>MySQL raises errors of its own only in programs. A column that does not exist is told by its name, of 64 characters at most.</summary>
    public override string Require(string condition, string otherwise) =>
        $"""
            SET @dbwarden_check = IF({condition}, 'DO 0', 'SELECT `{otherwise[..Math.Min(otherwise.Length, 64)]}`');
            PREPARE dbwarden_check FROM @dbwarden_check;
            EXECUTE dbwarden_check;
            DEALLOCATE PREPARE dbwarden_check;
            """;

    public override void Write(ScriptText text, ScriptStatement statement)
    {
        if (!statement.Bytes.Span.Contains((byte)';'))
        {
            base.Write(text, statement);
            return;
        }

        var delimiter = Delimiters.FirstOrDefault(candidate =>
            statement.Bytes.Span.IndexOf(Encoding.UTF8.GetBytes(candidate)) < 0
        );
        delimiter ??= "dbwarden_" + UnitEvidence.ChecksumOf(statement);
        text.Line("DELIMITER " + delimiter);
        text.Statement(statement.Bytes.Span, delimiter);
        text.Line("DELIMITER ;");
    }

    // What a backslash means depends on the session, and the client turns CRLF into LF.
    protected override string Text(string text) =>
        text.AsSpan().ContainsAny('\\', '\r')
            ? $"CONVERT(x'{Convert.ToHexString(Encoding.UTF8.GetBytes(text))}' USING utf8mb4)"
            : Quoted(text);
}
