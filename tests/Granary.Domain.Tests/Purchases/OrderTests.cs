using Granary.Domain.Purchases;

namespace Granary.Domain.Tests.Purchases;

/// <summary>What an order makes of what is told of its payment: the same in whatever order, and however often, it is told.</summary>
public sealed class OrderTests
{
    private static readonly OrderCase[] Cases =
    [
        new("Nothing has happened yet", false, "", "Pending -"),
        new("It is paid", false, "c=Captured@1", "Captured -"),
        new("The means were declined", false, "x=Failed@1", "Failed -"),
        new("It was given up", false, "x=Cancelled@1", "Cancelled -"),
        new("Declined is said before given up", false, "x=Failed@2 y=Cancelled@1", "Failed -"),
        new("It is paid after all", false, "x=Failed@1 y=Cancelled@1 c=Captured@2", "Captured -"),
        new("It was paid just before it was given up", false, "c=Captured@1 x=Cancelled@2", "Captured -"),
        new("A second capture is none", false, "c=Captured@1 d=Captured@2", "Captured -"),
        new("Paid back", false, "c=Captured@1 f=Refunded@2", "Refunded -"),
        new("Paid back, the payment being named", false, "c=Captured@1 f=Refunded@2>c", "Refunded -"),
        new("Paid back twice is paid back", false, "c=Captured@1 f=Refunded@2 g=Refunded@3", "Refunded -"),
        new("A refund alone pays nothing back", false, "f=Refunded@2", "Pending -"),
        new("A refund of another payment is not of this one", false, "c=Captured@1 f=Refunded@2>other", "Captured -"),
        new("A refund of a second capture is not of the first", false, "c=Captured@1 d=Captured@2 f=Refunded@3>d", "Captured -"),
        new("Contested", false, "c=Captured@1 d=Disputed@2", "Disputed -"),
        new("Contested, and won", false, "c=Captured@1 d=Disputed@2 w=DisputeWon@3", "Captured -"),
        new("Contested and won within one tick of the clock", false, "c=Captured@1 z=Disputed@2 a=DisputeWon@2", "Captured -"),
        new("Contested again after it was won", false, "c=Captured@1 d=Disputed@2 w=DisputeWon@3 e=Disputed@4", "Disputed -"),
        new("Won without a dispute", false, "c=Captured@1 w=DisputeWon@3", "Captured -"),
        new("Paid back while contested", false, "c=Captured@1 d=Disputed@2 f=Refunded@3", "Refunded -"),
        new("What is paid back stays so when a dispute of it is won", false, "c=Captured@1 d=Disputed@2 f=Refunded@3 w=DisputeWon@4", "Refunded -"),
        new("A month that nobody ordered is none", false, "c=Captured@1(1-31) r=Renewed@31(31-61)", "Captured -"),

        new("The first month", true, "c=Captured@1(1-31)", "Captured 1-31 renews"),
        new("Three months", true, "c=Captured@1(1-31) r=Renewed@31(31-61) s=Renewed@61(61-91)", "Captured 1-91 renews"),
        new("A month that was paid late leaves a gap", true, "c=Captured@1(1-31) r=Renewed@35(35-65)", "Captured 1-31,35-65 renews"),
        new("A month that ends before it begins is none", true, "c=Captured@1(31-1)", "Captured - renews"),
        new("A second capture is no second month", true, "c=Captured@1(1-31) d=Captured@2(2-62)", "Captured 1-31 renews"),
        new("The renewal failed: it ends with what is paid", true, "c=Captured@1(1-31) x=RenewalFailed@31", "Captured 1-31"),
        new("Ended: it covers what is paid", true, "c=Captured@1(1-31) o=RenewalOff@5", "Captured 1-31"),
        new("Ended, and resumed", true, "c=Captured@1(1-31) o=RenewalOff@5 p=RenewalOn@6", "Captured 1-31 renews"),
        new("Ended, resumed, ended", true, "c=Captured@1(1-31) o=RenewalOff@5 p=RenewalOn@6 q=RenewalOff@7", "Captured 1-31"),
        new("Ended before it was paid", true, "o=RenewalOff@0 c=Captured@1(1-31)", "Captured 1-31"),
        new("Paid back: what was used of the month stays used", true, "c=Captured@1(1-31) f=Refunded@10", "Refunded 1-10"),
        new("Paid back at once", true, "c=Captured@1(1-31) f=Refunded@1", "Refunded -"),
        new("Paid back after its month", true, "c=Captured@1(1-31) f=Refunded@40", "Refunded 1-31"),
        new("Contested: covers nothing until that is won", true, "c=Captured@1(1-31) d=Disputed@10", "Disputed 1-10"),
        new("Contested, and won: the month is whole again", true, "c=Captured@1(1-31) d=Disputed@10 w=DisputeWon@12", "Captured 1-31 renews"),
        new("Contested, won, then paid back: cut where it was paid back", true, "c=Captured@1(1-31) d=Disputed@5 w=DisputeWon@8 f=Refunded@20", "Refunded 1-20"),
        new("Contested, then paid back: cut where it was contested", true, "c=Captured@1(1-31) d=Disputed@5 f=Refunded@20", "Refunded 1-5"),
        new("A renewal paid back takes its month alone", true, "c=Captured@1(1-31) r=Renewed@31(31-61) f=Refunded@40>r", "Captured 1-40"),
        new("The first month paid back leaves the second", true, "c=Captured@1(1-31) r=Renewed@31(31-61) f=Refunded@40", "Refunded 1-61 renews"),
        new("A provider that goes on charging gives what it charges for", true, "c=Captured@1(1-31) f=Refunded@10 r=Renewed@31(31-61)", "Refunded 1-10,31-61 renews"),
        new("A renewal contested and won", true, "c=Captured@1(1-31) r=Renewed@31(31-61) d=Disputed@40>r w=DisputeWon@45>r", "Captured 1-61 renews"),
    ];

    public static TheoryData<string> Sentences => [.. Cases.Select(each => each.Sentence)];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void In_whatever_order_it_is_told(string sentence)
    {
        var one = Cases.Single(each => each.Sentence == sentence);
        foreach (var told in Permutations(History.Parse(one.Events))) one.Check(told);
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void However_often_it_is_told(string sentence)
    {
        var one = Cases.Single(each => each.Sentence == sentence);
        var told = History.Parse(one.Events);
        one.Check([.. told, .. told.Reverse(), .. told]);
    }

    [Fact]
    public void Before_the_provider_knows_it_an_order_is_created() =>
        Assert.Equal(OrderState.Created, (Cases[0].Order with { Payment = null }).State());

    [Fact]
    public void What_is_told_again_leaves_the_very_same_order()
    {
        var order = Cases[0].Order.Learn(History.Parse("c=Captured@1 f=Refunded@2"));

        Assert.Same(order, order.Learn(History.Parse("f=Refunded@2 c=Captured@1 c=Captured@1")));
    }

    [Fact]
    public void Only_what_somebody_ended_and_is_still_paid_can_be_resumed()
    {
        Assert.True(Weekly("c=Captured@1(1-31) o=RenewalOff@5").CanResume(History.Day(30)));
        Assert.False(Weekly("c=Captured@1(1-31) o=RenewalOff@5").CanResume(History.Day(31)));
        Assert.False(Weekly("c=Captured@1(1-31)").CanResume(History.Day(10)));
        Assert.False(Weekly("c=Captured@1(1-31) x=RenewalFailed@5").CanResume(History.Day(10)));
        Assert.False(Weekly("c=Captured@1(1-31) o=RenewalOff@5 f=Refunded@6").CanResume(History.Day(10)));
    }

    [Fact]
    public void A_subscription_that_was_paid_back_is_still_to_be_ended_at_its_provider()
    {
        Assert.True(Weekly("c=Captured@1(1-31) f=Refunded@6").IsRenewalOn());
        Assert.False(Weekly("c=Captured@1(1-31) f=Refunded@6 o=RenewalOff@6").IsRenewalOn());
        Assert.False(Weekly("").IsRenewalOn());
    }

    private static Order Weekly(string events) => Cases.First(each => each.Weekly).Order.Learn(History.Parse(events));

    private static IEnumerable<PaymentEvent[]> Permutations(PaymentEvent[] events) => events.Length == 0
        ? [[]]
        : events.SelectMany(first => Permutations([.. events.Where(other => other != first)]).Select(rest => (PaymentEvent[])[first, .. rest]));
}
