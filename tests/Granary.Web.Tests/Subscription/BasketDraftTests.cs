using Granary.Contracts;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Granary.Web.Subscription;

namespace Granary.Web.Tests.Subscription;

public sealed class BasketDraftTests
{
    private static readonly EditionOffer Free = new(Edition.Free, Euros(0), 0, WeeklyPayment.ByUnit);
    private static readonly EditionOffer Enterprise = new(Edition.Enterprise, Euros(40), 2, WeeklyPayment.OnlyBySubscription);
    private static readonly EditionOffer Ultimate = new(Edition.Ultimate, Euros(52), 4, WeeklyPayment.FromAllowance);

    [Fact]
    public void Upgrade_is_summed_up_with_what_is_added_to_it()
    {
        var draft = BasketDraft.OfEdition(Enterprise, ShopOf());
        draft.ChooseWeekly(true);
        draft.Units = 3;

        Assert.Equal(new Basket(3, true, Edition.Enterprise), draft.Basket);
        Assert.Equal([Euros(40), Euros(12), Euros(30)], draft.Lines().Select(line => line.Amount()));
    }

    [Fact]
    public void The_same_basket_is_the_same_decision_and_another_one_is_not()
    {
        var draft = BasketDraft.OfUnits(ShopOf());
        var first = draft.Key;

        draft.Units = 2;
        var second = draft.Key;
        draft.Units = 1;

        Assert.NotEqual(first, second);
        Assert.Equal(first, draft.Key);
        Assert.NotEqual(first, BasketDraft.OfUnits(ShopOf()).Key);
    }

    [Theory]
    [InlineData(2, false, 2, false, false)]
    [InlineData(0, true, 0, true, false)]
    [InlineData(1, true, 1, false, true)]
    [InlineData(1000, false, Basket.MostUnits, false, false)]
    public void Refused_backup_is_offered_what_would_pay_for_it(long needed, bool subscriptionHelps, int units, bool weekly, bool offersWeekly)
    {
        var draft = BasketDraft.For(Refusal(needed, subscriptionHelps), ShopOf())!;

        Assert.Equal((units, weekly, offersWeekly), (draft.Units, draft.Weekly, draft.OffersWeekly));
    }

    [Fact]
    public void Nothing_is_offered_where_nothing_that_is_sold_would_help()
    {
        Assert.Null(BasketDraft.For(Refusal(0, subscriptionHelps: false), ShopOf()));
        Assert.Null(BasketDraft.For(Refusal(0, subscriptionHelps: true), ShopOf(renews: true)));
    }

    [Fact]
    public void Either_of_units_and_subscription_lets_the_other_go()
    {
        var draft = BasketDraft.For(Refusal(2, subscriptionHelps: true), ShopOf())!;

        draft.ChooseWeekly(true);
        Assert.Equal(new Basket(0, true), draft.Basket);
        draft.ChooseWeekly(false);
        Assert.Equal(new Basket(2), draft.Basket);
    }

    [Fact]
    public void Subscription_is_offered_once_and_only_where_the_edition_can_use_it()
    {
        Assert.True(BasketDraft.OfEdition(Ultimate, ShopOf()).OffersWeekly);
        Assert.False(BasketDraft.OfEdition(Ultimate, ShopOf(renews: true)).OffersWeekly);
        Assert.False(BasketDraft.OfEdition(Free, ShopOf()).OffersWeekly);
    }

    [Theory, InlineData(true, true), InlineData(false, false)]
    public void Upgrade_to_an_edition_that_pays_weekly_runs_itself_warns_whoever_is_subscribed(bool renews, bool warns)
    {
        Assert.Equal(warns, BasketDraft.OfEdition(Ultimate, ShopOf(renews)).WarnsOfSubscription);
        Assert.False(BasketDraft.OfEdition(Enterprise, ShopOf(renews)).WarnsOfSubscription);
    }

    [Fact]
    public void None_can_be_chosen_only_where_something_else_can()
    {
        Assert.Equal(1, BasketDraft.OfUnits(ShopOf()).UnitChoices.First());
        Assert.Equal(0, BasketDraft.OfEdition(Enterprise, ShopOf()).UnitChoices.First());
        Assert.All([BasketDraft.OfUnits(ShopOf()), BasketDraft.OfEdition(Enterprise, ShopOf())], draft => Assert.Equal(Basket.MostUnits, draft.UnitChoices.Last()));
    }

    private static Money Euros(decimal amount) => new(amount, "EUR");

    private static QuotaRefusal Refusal(long units, bool subscriptionHelps) => new(RefusalReason.AllUsed, [], null, units, subscriptionHelps, null);

    private static Shop ShopOf(bool renews = false) => new(
        new TenantProfile(new TenantId("eu", "montblanc"), "montblanc", "Europe/Paris", "FR", Edition.Standard), null, Euros(10), Euros(12), [Free, Enterprise, Ultimate],
        new QuotaLine(new(2026, 11), 2, 0, 0, [], 0, 0, null, null, renews), false, []);
}
