using Granary.Adapters.Payments;
using Granary.Domain.Purchases;

namespace Granary.Adapters.Tests.Payments;

public sealed class RenewalJournalTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_764_000_000);

    [Fact]
    public void Is_written_as_a_sign_and_a_time_for_each_change()
    {
        var journal = RenewalJournal.Parse(null).With(PaymentEventKind.RenewalOff, Start).With(PaymentEventKind.RenewalOn, Start.AddHours(1)).With(PaymentEventKind.RenewalFailed, Start.AddDays(1));

        Assert.Equal("-1764000000 +1764003600 !1764086400", journal.ToString());
        Assert.Equal(journal.Changes, RenewalJournal.Parse(journal.ToString()).Changes);
    }

    [Fact]
    public void A_new_subscription_renews_and_that_is_no_news() => Assert.Empty(RenewalJournal.Parse("").With(PaymentEventKind.RenewalOn, Start).Changes);

    [Fact]
    public void The_same_again_is_no_news()
    {
        var journal = RenewalJournal.Parse("-1764000000");

        Assert.Same(journal, journal.With(PaymentEventKind.RenewalOff, Start.AddDays(1)));
    }

    [Fact]
    public void A_change_comes_after_the_one_before_it_whatever_the_clock_says() =>
        Assert.Equal("-1764000000 +1764000001", RenewalJournal.Parse("-1764000000").With(PaymentEventKind.RenewalOn, Start.AddDays(-1)).ToString());

    [Theory]
    [InlineData("nonsense - + ! -x +-1 -99999999999999999999 -999999999999999999 -1764000000")]
    [InlineData("  -1764000000  ")]
    public void What_somebody_else_wrote_there_is_passed_over(string text) => Assert.Equal("-1764000000", RenewalJournal.Parse(text).ToString());

    [Fact]
    public void However_often_it_is_switched_it_fits_where_it_is_kept()
    {
        var journal = RenewalJournal.Parse(null);
        for (var i = 0; i < 1000; i++) journal = journal.With(i % 2 == 0 ? PaymentEventKind.RenewalOff : PaymentEventKind.RenewalOn, Start.AddDays(i));

        Assert.InRange(journal.ToString().Length, 400, 500);
        Assert.Equal(Start.AddDays(999).ToUnixTimeSeconds(), journal.Changes[^1].At);
    }
}
