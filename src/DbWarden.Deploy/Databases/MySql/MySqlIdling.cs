namespace DbWarden.Deploy.Databases.MySql;

/// <summary>
/// How long the server bears a session that says nothing. One that holds locks is ended before its lease runs out, since its client may
/// have vanished with its machine; one that holds none may wait for hours beside a long statement, whatever the server is set to.
/// </summary>
internal static class MySqlIdling
{
    public const string EndSoon = "SESSION wait_timeout = 45";

    public const string Allow = "SESSION wait_timeout = 604800";
}
