using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Artifacts;

namespace DbWarden.Deploy.Tests.Connections;

/// <summary>What becomes of a connection as users write it: the driver's connection string, and what is shown.</summary>
internal sealed class ConnectionFormatTests
{
    private const string WorkingDirectory = "/srv";

    [TestCase(
        "postgresql://app:p%40ss@db:5433/shop?sslmode=require",
        "Host=db;Port=5433;Username=app;Password=p@ss;Database=shop;SSL Mode=Require",
        "postgresql://app@db:5433/shop"
    )]
    [TestCase("postgres://db/shop", "Host=db;Port=5432;Database=shop", "postgresql://db:5432/shop")]
    [TestCase(
        "postgresql://app@[::1]:5433/shop",
        "Host=::1;Port=5433;Username=app;Database=shop",
        "postgresql://app@[::1]:5433/shop"
    )]
    [TestCase(
        "postgresql://app@a:1,b/shop",
        "Host=a:1,b:5432;Target Session Attributes=primary;Username=app;Database=shop",
        "postgresql://app@a:1,b:5432/shop"
    )]
    [TestCase(
        "postgresql://a,b/shop?target_session_attrs=any",
        "Host=a:5432,b:5432;Target Session Attributes=any;Database=shop",
        "postgresql://a:5432,b:5432/shop"
    )]
    [TestCase(
        "postgresql:///shop?host=%2Frun%2Fpg&user=app",
        "Database=shop;Host=/run/pg;Username=app",
        "postgresql://app@/run/pg:5432/shop"
    )]
    [TestCase(
        "postgresql://db/shop?sslmode=verify-full&sslrootcert=/ca.pem",
        "Host=db;Port=5432;Database=shop;SSL Mode=VerifyFull;Root Certificate=/ca.pem",
        null
    )]
    [TestCase(
        "postgresql://db/shop?options=-c%20role%3Downer&connect_timeout=7",
        "Host=db;Port=5432;Database=shop;Options=\"-c role=owner\";Timeout=7",
        null
    )]
    [TestCase(
        "postgresql://db/shop?Include Error Detail=true",
        "Host=db;Port=5432;Database=shop;Include Error Detail=True",
        null
    )]
    [TestCase("Host=db;Username=app;Password='p;ss'", "Host=db;Username=app;Password=\"p;ss\"", "postgresql://app@db:5432/")]
    [TestCase("Server=db;User Id=app;SearchPath=shop", "Host=db;Username=app;Search Path=shop", null)]
    public void PostgreSql(string given, string connectionString, string? display) =>
        Expect("postgresql", given, connectionString, display);

    [TestCase(
        "mysql://app:p%40ss@db:3307/shop",
        "Server=db;Port=3307;User ID=app;Password=p@ss;Database=shop",
        "mysql://app@db:3307/shop"
    )]
    [TestCase(
        "mariadb://db/shop?ssl-mode=VERIFY_IDENTITY&ssl-ca=/ca.pem",
        "Server=db;Database=shop;SSL Mode=VerifyFull;SSL CA=/ca.pem",
        "mysql://db:3306/shop"
    )]
    [TestCase("mysql://db/shop?ssl-mode=DISABLED", "Server=db;Database=shop;SSL Mode=None", null)]
    [TestCase("mysql://[::1]/shop", "Server=::1;Database=shop", "mysql://[::1]:3306/shop")]
    [TestCase("mysql://a,b/shop", "Server=a,b;Database=shop", "mysql://a:3306,b:3306/shop")]
    [TestCase(
        "server=db;uid=app;pwd=p;database=shop",
        "Server=db;User ID=app;Password=p;Database=shop",
        "mysql://app@db:3306/shop"
    )]
    public void MySql(string given, string connectionString, string? display) =>
        Expect("mariadb", given, connectionString, display);

    [TestCase("sqlite:///shop.db", "Data Source=/srv/shop.db", "sqlite:////srv/shop.db")]
    [TestCase("sqlite:////var/shop%20x.db?mode=rw", "Data Source=\"/var/shop x.db\";Mode=ReadWrite", "sqlite:////var/shop x.db")]
    [TestCase("Data Source=shop.db", "Data Source=/srv/shop.db", "sqlite:////srv/shop.db")]
    [TestCase("Filename=../shop.db;Cache=Shared", "Data Source=/shop.db;Cache=Shared", null)]
    [TestCase("Data Source=:memory:", "Data Source=:memory:", null)]
    [TestCase("Data Source=shop;Mode=Memory;Cache=Shared", "Data Source=shop;Mode=Memory;Cache=Shared", null)]
    [TestCase("Data Source=file:shop.db?mode=ro", "Data Source=\"file:shop.db?mode=ro\"", null)]
    public void Sqlite(string given, string connectionString, string? display) =>
        Expect("sqlite", given, connectionString, display);

    [TestCase(
        "postgresql",
        "postgresql://u:canary-7731@db/shop?sslmod=require",
        "an option 'sslmod', which is not known; did you mean 'sslmode'?"
    )]
    [TestCase("postgresql", "postgresql://u:canary-7731@db/shop?currentSchema=x", "an option that is not known")]
    [TestCase(
        "postgresql",
        "postgresql://u:canary-7731@db/shop?sslmode=sometimes",
        "the value of option sslmode is not one that the driver knows"
    )]
    [TestCase("postgresql", "Host=db;Pasword=canary-7731", "'pasword', which is not known; did you mean 'Password'?")]
    [TestCase("postgresql", "Host=db;Password=x;canary-7731=y", "a keyword that is not known")]
    [TestCase("postgresql", "Host=db;Port=canary-7731", "the value of port is not one")]
    [TestCase("postgresql", "Host=db;Password=\"canary-7731", "neither a URL nor a list")]
    [TestCase("postgresql", "canary-7731", "neither a URL nor a list")]
    [TestCase("postgresql", "Username=app;Password=canary-7731", "names no host")]
    [TestCase("postgresql", "Data Source=canary-7731.db", "a keyword that is not known")]
    [TestCase("mysql", "mysql://u:canary-7731@a:1,b:2/shop", "different ports")]
    [TestCase("mysql", "mysql://u:canary-7731@db/shop?useSSL=true", "an option that is not known")]
    [TestCase("mysql", "mysql://u:canary-7731@db/shop?ssl_mode=REQUIRED", "did you mean 'ssl-mode'?")]
    [TestCase("mysql", "User ID=app;Password=canary-7731", "names no server")]
    [TestCase("sqlite", "sqlite://canary-7731.db", "it lacks a slash")]
    [TestCase("sqlite", "sqlite:///", "names no file")]
    [TestCase("sqlite", "sqlite:///shop.db?mode=write", "the value of option mode")]
    [TestCase("sqlite", "canary-7731.db", "neither a URL nor a list")]
    public void What_cannot_be_used_is_explained_without_its_secrets(string engine, string given, string reason) =>
        Assert.That(Read(engine, given).ShouldFail(), Does.Contain(reason).And.Contain("from a test").And.Not.Contain("canary"));

    private static void Expect(string engine, string given, string connectionString, string? display)
    {
        var resolved = Read(engine, given).ShouldSucceed();
        Assert.That(resolved.ConnectionString, Is.EqualTo(connectionString));
        if (display is not null)
            Assert.That(resolved.Display, Is.EqualTo(display));
    }

    private static Result<ResolvedConnection> Read(string engine, string given) =>
        ConnectionText.Read(given, "a test", "primary", engine, WorkingDirectory);
}
