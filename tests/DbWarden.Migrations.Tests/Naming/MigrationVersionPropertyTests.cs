using CsCheck;
using DbWarden.Migrations.Naming;

namespace DbWarden.Migrations.Tests.Naming;

public sealed class MigrationVersionPropertyTests
{
    private static readonly Gen<MigrationVersion> Versions = Gen.OneOf(
            Gen.UInt[0, 12].Select(number => number.ToString("D1")),
            Gen.UInt[0, 12].Select(number => number.ToString("D3")),
            Gen.Const("99999999999999999999"),
            Gen.Const("100000000000000000000")
        )
        .Array[1, 4]
        .Select(parts => MigrationVersion.TryParse(string.Join('.', parts))!);

    [Test]
    public void Comparing_is_a_total_order() =>
        Gen.Select(Versions, Versions, Versions)
            .Sample(
                (a, b, c) =>
                {
                    Assert.That(Math.Sign(a.CompareTo(b)), Is.EqualTo(-Math.Sign(b.CompareTo(a))));
                    Assert.That(a.CompareTo(b) == 0, Is.EqualTo(a.Equals(b)));
                    if (a <= b && b <= c)
                        Assert.That(a, Is.LessThanOrEqualTo(c));
                }
            );

    [Test]
    public void It_agrees_with_the_numbers() =>
        Gen.Select(Gen.Int[0, 30].Array[1, 4], Gen.Int[0, 30].Array[1, 4])
            .Sample(
                (a, b) =>
                    Assert.That(
                        Math.Sign(
                            MigrationVersion
                                .TryParse(string.Join('.', a))!
                                .CompareTo(MigrationVersion.TryParse(string.Join('.', b))!)
                        ),
                        Is.EqualTo(
                            Math.Sign(
                                Padded(a)
                                    .Zip(Padded(b), (left, right) => left.CompareTo(right))
                                    .FirstOrDefault(order => order != 0)
                            )
                        )
                    )
            );

    [Test]
    public void Equal_versions_have_one_canonical_form_which_reads_as_itself() =>
        Gen.Select(Versions, Versions)
            .Sample(
                (a, b) =>
                {
                    Assert.That(a.Canonical == b.Canonical, Is.EqualTo(a == b));
                    Assert.That(MigrationVersion.TryParse(a.Canonical)!.Canonical, Is.EqualTo(a.Canonical));
                    if (a == b)
                        Assert.That(a.GetHashCode(), Is.EqualTo(b.GetHashCode()));
                }
            );

    [Test]
    public void Comparing_allocates_nothing()
    {
        var (low, high) = (MigrationVersion.TryParse("2026.11.23")!, MigrationVersion.TryParse("2026.11.24")!);
        low.CompareTo(high);
        var before = GC.GetAllocatedBytesForCurrentThread();
        low.CompareTo(high);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static IEnumerable<int> Padded(int[] parts) => parts.Concat(Enumerable.Repeat(0, 4 - parts.Length));
}
