namespace DbWarden.Migrations.Tests.Dialects.Properties;

/// <summary>Pieces from which random scripts are put together, so that they come upon everything that a reader knows.</summary>
public static class ScriptVocabulary
{
    private static readonly string[] Common =
    [
        " ", " ", "\n", "\n", "\r\n", "\r", "\t", ";", ";", ";\n", "'", "''", "\"", "\"\"", "`", "[", "]", "(", ")", ",", ".", "@", ":", "=",
        "--", "-- ", "-", "/", "/*", "*/", "*", "#", "\\", "\\'", "$", "$$", "$a$", "$1", "a", "E", "e'", "1", "1.5e3", "é", "\U0001F600", "\0",
        "\uFEFF", "\n-- upgrade\n", "\n  --\trollback \r\n", "-- rollback it", "select", "insert", "create", " or replace ", "begin", "end",
        " case ", " when ", " then ", " if ", "\n.read x\n", "\nuse db\n", "a.begin",
    ];

    private static readonly string[] PostgreSql =
    [
        "E'\\''", "U&'", "create function f() ", "create procedure ", " begin atomic ", " end;", "\\.\n", "\n\\.\n", "copy t from stdin;\n", "copy t from stdin",
        "\\restrict a\n", "\\connect x\n", "\\gexec", "\\;", "\\copy t from stdin\n", "$é$",
    ];

    private static readonly string[] MySql =
    [
        "\nDELIMITER //\n", "\ndelimiter ;\n", "\nDELIMITER $$\n", "\nDELIMITER d//\n", "\ndelimiter\n", "//", "$$", "d//", "/*!", "/*!50003 ", "/*M!", "/*M!999999\\-",
        "create procedure p() ", "create definer=a@b trigger t on x for each row ", "create event e on schedule do ", "begin not atomic ",
        " loop ", " while ", " do ", " repeat ", " until ", " end if;", " end loop;", " else ", " declare exit handler for not found ", "create package body p as ",
        "\\G", "\\N", "source x\n", "for i in 1..2 do ",
    ];

    private static readonly string[] Sqlite = ["create temp trigger ", "create trigger t on a begin ", ";end;", "explain ", "query plan ", "\n.mode\n", "\n#"];

    public static IReadOnlyList<string> Of(string engine) =>
        engine switch
        {
            "postgresql" => [.. Common, .. PostgreSql, .. PostgreSql],
            "mysql" => [.. Common, .. MySql, .. MySql],
            _ => [.. Common, .. Sqlite, .. Sqlite],
        };
}
