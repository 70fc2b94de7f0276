using Granary.Domain.Purchases;

namespace Granary.Domain.Tests.Purchases;

public sealed class OrderNumberTests
{
    private static readonly DateTimeOffset Now = History.Day(0);

    [Fact]
    public void Each_is_higher_than_the_last_also_when_the_clock_stands_still_or_goes_back()
    {
        var first = OrderNumber.Next(default, Now);
        var second = OrderNumber.Next(first, Now);
        var third = OrderNumber.Next(second, Now.AddDays(-1));

        Assert.Equal([first.Value, first.Value + 1, first.Value + 2], [first.Value, second.Value, third.Value]);
    }

    [Fact]
    public void It_reads_back()
    {
        var number = OrderNumber.Next(default, Now);

        Assert.True(OrderNumber.TryParse(number.ToString(), out var again));
        Assert.Equal(number, again);
    }
}
