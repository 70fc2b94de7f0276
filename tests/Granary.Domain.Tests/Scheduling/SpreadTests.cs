using Granary.Domain.Scheduling;
using Granary.Domain.Tenants;

namespace Granary.Domain.Tests.Scheduling;

public sealed class SpreadTests
{
    // Computed outside .NET: int(sha256(tenant).hexdigest()[:16], 16) % seconds.
    [Theory]
    [InlineData("eu/montblanc", 6706, 406)]
    [InlineData("us-east-1/t_17", 7714, 514)]
    public void A_tenant_keeps_its_second_for_ever(string tenant, int ofSixHours, int ofQuarter)
    {
        Assert.Equal(TimeSpan.FromSeconds(ofSixHours), Spread.Of(TenantId.Parse(tenant), Window.Default));
        Assert.Equal(TimeSpan.FromSeconds(ofQuarter), Spread.Of(TenantId.Parse(tenant), new Window(TimeOnly.MinValue, Window.ShortestLength)));
    }

    [Theory]
    [InlineData("t{0}")]
    [InlineData("{0:x8}")]
    [InlineData("acme-{0:00000}")]
    public void Ten_thousand_tenants_are_spread_evenly_over_the_window(string name)
    {
        const int Tenants = 10_000, Buckets = 72;
        var counts = new int[Buckets];
        for (var n = 0; n < Tenants; n++)
        {
            var offset = Spread.Of(new TenantId("eu", string.Format(null, name, n)), Window.Default);
            Assert.InRange(offset, TimeSpan.Zero, Window.Default.Length - TimeSpan.FromSeconds(1));
            Assert.Equal(0, offset.Ticks % TimeSpan.TicksPerSecond);
            counts[(int)(offset * Buckets / Window.Default.Length)]++;
        }

        // 71 degrees of freedom: an even spread stays below 112 in 999 of 1000 draws, and above 38 in as many.
        const double Expected = (double)Tenants / Buckets;
        Assert.InRange(counts.Sum(count => Math.Pow(count - Expected, 2) / Expected), 38, 112);
    }
}
