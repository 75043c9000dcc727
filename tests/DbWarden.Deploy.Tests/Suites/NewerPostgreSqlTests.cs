using DbWarden.Deploy.Tests.Engines;

namespace DbWarden.Deploy.Tests.Suites;

// The suites once more, on a newer server.

[TestFixture]
public sealed class NewerPostgreSqlMigrateTests : MigrateTests<NewerPostgreSqlTestEngine>;

[TestFixture]
public sealed class NewerPostgreSqlRollbackTests : RollbackTests<NewerPostgreSqlTestEngine>;

[TestFixture]
public sealed class NewerPostgreSqlRecoveryTests : RecoveryTests<NewerPostgreSqlTestEngine>;

[TestFixture]
public sealed class NewerPostgreSqlFenceTests : FenceTests<NewerPostgreSqlTestEngine>;

[TestFixture]
public sealed class NewerPostgreSqlLockTests : LockTests<NewerPostgreSqlTestEngine>
{
    protected override string Sleep => "SELECT pg_sleep(100)";
}

[TestFixture]
public sealed class NewerPostgreSqlTimeoutTests : TimeoutTests<NewerPostgreSqlTestEngine>
{
    protected override TimeSpan Shortest => TimeSpan.FromMilliseconds(200);

    protected override string Sleep => "SELECT pg_sleep(100)";
}
