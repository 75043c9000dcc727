using DbWarden.Deploy.Artifacts;
using DbWarden.Deploy.Connections;
using DbWarden.Deploy.Results;
using DbWarden.Deploy.Tests.Artifacts;

namespace DbWarden.Deploy.Tests.Connections;

internal sealed class ConnectionResolverTests
{
    private Surroundings _around = null!;

    [SetUp]
    public void MakeSurroundings() => _around = new Surroundings();

    [TearDown]
    public void RemoveSurroundings() => _around.Dispose();

    [Test]
    public void The_first_source_that_is_given_wins()
    {
        var file = _around.WriteInWorkingDirectory("secret", "Host=from-file\n");
        _around.Variables["DBWARDEN_CONNECTION_PRIMARY"] = "Host=from-variable";
        _around.Variables["ConnectionStrings__primary"] = "Host=from-configuration-variable";
        _around.Variables["DATABASE_URL"] = "postgresql://from-shared-variable/x";
        _around.Variables["DOTNET_ENVIRONMENT"] = "Development";
        var secrets = _around.WriteUserSecrets("""{ "ConnectionStrings:primary": "Host=from-user-secrets" }""");
        var development = _around.WriteBesideArtifact("appsettings.Development.json", Settings("from-development"));
        var settings = _around.WriteBesideArtifact("appsettings.json", Settings("from-settings"));
        _around.WriteInWorkingDirectory("appsettings.json", Settings("from-working-directory"));

        Expect("from-file", $"the file {file}", connectionFile: "secret", connection: "Host=from-argument");
        Expect("from-argument", "--connection", connection: "Host=from-argument");
        Expect("from-variable", "DBWARDEN_CONNECTION_PRIMARY");
        _around.Variables.Remove("DBWARDEN_CONNECTION_PRIMARY");
        Expect("from-configuration-variable", "environment variable ConnectionStrings__primary");
        _around.Variables.Remove("ConnectionStrings__primary");
        Expect("from-user-secrets", $"ConnectionStrings:primary in {secrets}");
        File.Delete(secrets);
        Expect("from-development", $"ConnectionStrings:primary in {development}");
        File.Delete(development);
        Expect("from-settings", $"ConnectionStrings:primary in {settings}");
        File.Delete(settings);
        Expect(
            "from-working-directory",
            "ConnectionStrings:primary in " + Path.Combine(_around.WorkingDirectory, "appsettings.json")
        );
        File.Delete(Path.Combine(_around.WorkingDirectory, "appsettings.json"));
        Expect("from-shared-variable", "DATABASE_URL");
    }

    [Test]
    public void Files_beside_the_artifact_and_in_the_working_directory_are_never_mixed()
    {
        _around.WriteBesideArtifact("appsettings.json", "{}");
        _around.WriteInWorkingDirectory("appsettings.json", Settings("another-application"));
        Assert.That(Resolve().ShouldFail(), Does.Contain("No connection was given"));
    }

    [Test]
    public void A_file_with_a_byte_order_mark_is_read()
    {
        _around.WriteBesideArtifact(
            "appsettings.json",
            "\uFEFF" + """{ "ConnectionStrings": { "primary": "Host=from-appsettings" } }"""
        );
        Assert.That(Resolve().ShouldSucceed().Display, Does.Contain("from-appsettings"));
    }

    [Test]
    public void User_secrets_are_read_in_development_only()
    {
        _around.WriteUserSecrets("""{ "ConnectionStrings": { "primary": "Host=from-user-secrets" } }""");
        Resolve().ShouldFail();
        _around.Variables["ASPNETCORE_ENVIRONMENT"] = "development";
        Expect("from-user-secrets", null);
    }

    [TestCase("../../etc")]
    [TestCase("..")]
    [TestCase("a/b")]
    public void An_id_of_user_secrets_cannot_lead_out_of_their_folder(string id)
    {
        _around.Variables["DOTNET_ENVIRONMENT"] = "Development";
        var artifact = _around.Artifact() with { UserSecretsId = id };
        Assert.That(Resolve(artifact: artifact).ShouldFail(), Does.Not.Contain("secrets.json"));
    }

    [Test]
    public void The_name_that_the_build_recorded_is_looked_up()
    {
        _around.WriteBesideArtifact(
            "appsettings.json",
            """{ /* of the shop */ "ConnectionStrings": { "Default": "Host=default", }, }"""
        );
        Expect("default", null, artifact: _around.Artifact(connectionName: "Default"));
    }

    [Test]
    public void The_keys_of_the_configuration_do_not_depend_on_case()
    {
        _around.Variables["CONNECTIONSTRINGS__PRIMARY"] = "Host=loud";
        Expect("loud", "environment variable CONNECTIONSTRINGS__PRIMARY");
    }

    [Test]
    public void The_connection_strings_of_azure_are_read()
    {
        _around.Variables["POSTGRESQLCONNSTR_primary"] = "Host=azure";
        Expect("azure", "environment variable POSTGRESQLCONNSTR_primary");
    }

    [Test]
    public void Standard_input_is_read_where_the_file_is_a_dash()
    {
        _around.StandardInput = "\n  Host=piped  \r\n";
        Expect("piped", "standard input", connectionFile: "-");
    }

    [TestCase("", "is empty")]
    [TestCase("\n\n", "is empty")]
    [TestCase("Host=a\nHost=b\n", "has 2 lines")]
    public void A_connection_file_holds_one_line(string content, string error)
    {
        _around.WriteInWorkingDirectory("secret", content);
        Assert.That(Resolve(connectionFile: "secret").ShouldFail(), Does.Contain(error));
    }

    [Test]
    public void An_endless_connection_file_is_refused() =>
        Assert.That(Resolve(connectionFile: OperatingSystem.IsWindows() ? "nowhere" : "/dev/zero").IsSuccess, Is.False);

    [Test]
    public void A_missing_connection_file_is_named() =>
        Assert.That(
            Resolve(connectionFile: "nowhere").ShouldFail(),
            Does.Contain(Path.Combine(_around.WorkingDirectory, "nowhere"))
        );

    [Test]
    public void The_shared_variable_is_not_used_where_there_are_several_databases()
    {
        _around.Variables["DATABASE_URL"] = "postgresql://db/x";
        Assert.That(
            Resolve(artifact: _around.Artifact("postgresql", "primary", "analytics")).ShouldFail(),
            Does.Contain("DATABASE_URL: only used where there is one database, and there are 2")
        );
    }

    [Test]
    public void Nothing_found_shows_what_was_looked_at_and_how_to_give_a_connection()
    {
        _around.WriteBesideArtifact("appsettings.json", """{ "ConnectionStrings": { "Default": "Host=canary-7731" } }""");
        var error = Resolve().ShouldFail();
        Assert.That(
            error,
            Does.Contain("No connection was given for database 'primary'")
                .And.Contain("DBWARDEN_CONNECTION_PRIMARY: not set")
                .And.Contain(Path.Combine(_around.ArtifactDirectory, "appsettings.json"))
                .And.Contain("appsettings.Production.json (not there)")
                .And.Contain("ConnectionStrings__primary (not set)")
                .And.Contain("DATABASE_URL: not set")
                .And.Contain("Other connections are there: ConnectionStrings:Default")
                .And.Contain("postgresql://user:password@host:5432/database")
                .And.Not.Contain("canary")
        );
    }

    [TestCase("{ \"ConnectionStrings\": { \"primary\": \"Host=canary-7731\" ", "is not valid JSON (line 1)")]
    [TestCase("[]", "is not a JSON object")]
    [TestCase("", "is empty")]
    public void A_broken_configuration_file_is_named_and_not_quoted(string json, string error)
    {
        var path = _around.WriteBesideArtifact("appsettings.json", json);
        Assert.That(Resolve().ShouldFail(), Does.Contain($"{path} {error}").And.Not.Contain("canary"));
    }

    [Test]
    public void A_url_for_another_engine_is_refused()
    {
        _around.Variables["DATABASE_URL"] = "mysql://app:canary-7731@db/shop";
        Assert.That(
            Resolve().ShouldFail(),
            Does.Contain("DATABASE_URL")
                .And.Contain("which is for postgresql")
                .And.Contain("mysql:// is a connection to mysql or mariadb")
                .And.Not.Contain("canary")
        );
    }

    [Test]
    public void A_url_of_an_unknown_scheme_shows_the_known_ones() =>
        Assert.That(
            Resolve(connection: "oracle://app:canary-7731@db/x").ShouldFail(),
            Does.Contain("postgresql://, postgres://, mysql://").And.Not.Contain("canary")
        );

    [TestCase("mysql", "mariadb://db/shop")]
    [TestCase("mariadb", "mysql://db/shop")]
    public void Mysql_and_mariadb_take_the_urls_of_each_other(string engine, string url)
    {
        var resolved = Resolve(_around.Artifact(engine), connection: url).ShouldSucceed();
        Assert.That(resolved.Engine, Is.EqualTo(engine));
    }

    [TestCase("postgres://db/shop", "postgresql")]
    [TestCase("mariadb://db/shop", "mariadb")]
    [TestCase("sqlite:///shop.db", "sqlite")]
    public void Without_an_artifact_the_url_says_the_engine(string url, string engine)
    {
        var request = new ConnectionRequest
        {
            Environment = _around.Environment,
            Database = "primary",
            Connection = url,
        };
        Assert.That(ConnectionResolver.Resolve(request).ShouldSucceed().Engine, Is.EqualTo(engine));
    }

    [Test]
    public void Without_an_artifact_a_connection_string_needs_an_engine()
    {
        var request = new ConnectionRequest
        {
            Environment = _around.Environment,
            Database = "primary",
            Connection = "Host=db",
        };
        Assert.That(ConnectionResolver.Resolve(request).ShouldFail(), Does.Contain("engine of database 'primary' is not known"));
        ConnectionResolver.Resolve(request with { Engine = "postgresql" }).ShouldSucceed();
    }

    private static string Settings(string host) => $$"""{ "ConnectionStrings": { "primary": "Host={{host}}" } }""";

    private Result<ResolvedConnection> Resolve(
        Artifact? artifact = null,
        string? connectionFile = null,
        string? connection = null
    ) =>
        ConnectionResolver.Resolve(
            new ConnectionRequest
            {
                Environment = _around.Environment,
                Artifact = artifact ?? _around.Artifact(),
                Database = "primary",
                ConnectionFile = connectionFile,
                Connection = connection,
            }
        );

    private void Expect(
        string host,
        string? source,
        Artifact? artifact = null,
        string? connectionFile = null,
        string? connection = null
    )
    {
        var resolved = Resolve(artifact, connectionFile, connection).ShouldSucceed();
        Assert.That(resolved.ConnectionString, Does.StartWith("Host=" + host));
        if (source is not null)
            Assert.That(resolved.Source, Is.EqualTo(source));
    }
}
