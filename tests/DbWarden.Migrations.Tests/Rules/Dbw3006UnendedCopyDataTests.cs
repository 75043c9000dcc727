namespace DbWarden.Migrations.Tests.Rules;

internal sealed class Dbw3006UnendedCopyDataTests : RuleTests
{
    [Test]
    public void Rows_without_their_end_are_reported_and_nothing_behind_them() =>
        AssertFoundIn(
            PostgreSql,
            "-- upgrade\n COPY t (a,\n b) FROM stdin;\n1\t2\n-- rollback\nDELETE FROM t;\n",
            @"(2,2,2,6): error DBW3006: the rows of this COPY never end; write '\.' alone on a line behind the last of them"
        );

    [Test]
    public void Rows_that_end_are_right() =>
        AssertFoundIn(PostgreSql, "-- upgrade\nCOPY t FROM STDIN;\n-- rollback\n'\n\\.\n-- rollback\nDELETE FROM t;\n");
}
