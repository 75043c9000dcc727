using DbWarden.Deploy.Connections;

namespace DbWarden.Deploy.Tests.Connections;

internal sealed class ConnectionUrlTests
{
    [TestCase("postgresql://app:secret@db:5433/shop", "postgresql | app | secret | db:5433 | shop | ")]
    [TestCase("POSTGRES://db", "postgres | - | - | db:- |  | ")]
    [TestCase(
        "mysql://app@db/shop?ssl-mode=REQUIRED&charset=utf8mb4",
        "mysql | app | - | db:- | shop | ssl-mode=REQUIRED charset=utf8mb4"
    )]
    [TestCase("postgresql://app:p%40ss%2F%3a@db/sh%20op", "postgresql | app | p@ss/: | db:- | sh op | ")]
    [TestCase("postgresql://app:p@ss@db/shop", "postgresql | app | p@ss | db:- | shop | ")]
    [TestCase("postgresql://app:a:b@db/shop", "postgresql | app | a:b | db:- | shop | ")]
    [TestCase("postgresql://app:@db/shop", "postgresql | app |  | db:- | shop | ")]
    [TestCase("postgresql://a:1,b,c:3/shop", "postgresql | - | - | a:1 b:- c:3 | shop | ")]
    [TestCase("postgresql://app@[::1]:5433/shop", "postgresql | app | - | ::1:5433 | shop | ")]
    [TestCase("postgresql://[fe80::1],[::2]:7/shop", "postgresql | - | - | fe80::1:- ::2:7 | shop | ")]
    [TestCase("postgresql:///shop?host=%2Fvar%2Frun", "postgresql | - | - |  | shop | host=/var/run")]
    [TestCase("postgresql://db?a=b=c&d=", "postgresql | - | - | db:- |  | a=b=c d=")]
    [TestCase("sqlite:///relative.db", "sqlite | - | - |  | relative.db | ")]
    [TestCase("sqlite:////absolute/x.db", "sqlite | - | - |  | /absolute/x.db | ")]
    public void A_url_is_taken_apart(string text, string expected)
    {
        var url = ConnectionUrl.Parse(text);
        var hosts = url.Hosts.Select(host => $"{host.Name}:{host.Port?.ToString() ?? "-"}");
        var options = url.Options.Select(option => $"{option.Key}={option.Value}");
        string[] parts =
        [
            url.Scheme,
            url.User ?? "-",
            url.Password ?? "-",
            string.Join(' ', hosts),
            url.Path,
            string.Join(' ', options),
        ];
        Assert.That(string.Join(" | ", parts), Is.EqualTo(expected));
    }

    [TestCase("postgresql://app:canary-7731/x@db/shop", "a port is not a number")]
    [TestCase("postgresql://app:canary-7731#x@db/shop", "holds a #")]
    [TestCase("postgresql://app:canary-7731?x@db/shop", "a port is not a number")]
    [TestCase("postgresql://app:canary-7731%zz@db/shop", "two hexadecimal digits")]
    [TestCase("postgresql://app:canary-7731%4@db/shop", "two hexadecimal digits")]
    [TestCase("postgresql://app:canary-7731@db:0/shop", "a port is not a number")]
    [TestCase("postgresql://app:canary-7731@db:65536/shop", "a port is not a number")]
    [TestCase("postgresql://app:canary-7731@db:+5/shop", "a port is not a number")]
    [TestCase("postgresql://app:canary-7731@a,,b/shop", "a host is empty")]
    [TestCase("postgresql://app:canary-7731@[::1/shop", "closing bracket")]
    [TestCase("postgresql://app:canary-7731@[::1]5432/shop", "follows an IPv6 address")]
    [TestCase("postgresql://app:canary-7731@db/shop?sslmode", "an option has no value")]
    public void What_cannot_be_read_is_explained_without_quoting_it(string text, string reason)
    {
        var problem = Assert.Throws<FormatException>(() => ConnectionUrl.Parse(text))!;
        Assert.That(problem.Message, Does.Contain(reason).And.Not.Contain("canary"));
    }

    [TestCase("postgresql://x", true)]
    [TestCase("mysql+ssl://x", true)]
    [TestCase("Host=db;Password=a://b", false)]
    [TestCase("Data Source=shop.db", false)]
    [TestCase("shop.db", false)]
    [TestCase("://x", false)]
    public void A_url_begins_with_its_scheme(string text, bool isUrl) =>
        Assert.That(ConnectionUrl.IsUrl(text), Is.EqualTo(isUrl));
}
