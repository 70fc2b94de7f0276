using System.Security.Cryptography;
using Granary.Contracts;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;

namespace Granary.Web.Subscription;

/// <summary>What somebody is about to buy, while it is being chosen.</summary>
public sealed class BasketDraft(Shop shop)
{
    private readonly string decision = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private int parked;

    /// <summary>The edition to change to; null to stay.</summary>
    public EditionOffer? Edition { get; init; }

    /// <summary>True where one-time units can be chosen.</summary>
    public bool OffersUnits { get; init; }

    /// <summary>True where the weekly subscription can be chosen.</summary>
    public bool OffersWeekly { get; init; }

    public int Units { get; set; }

    public bool Weekly { get; private set; }

    public Money UnitPrice => shop.Unit;

    public Money WeeklyPrice => shop.Weekly;

    public Basket Basket => new(Units, Weekly, Edition?.Name);

    /// <summary>One for each decision: the same basket twice is a double click, another one is another decision.</summary>
    public string Key => $"{decision}-{Edition?.Name}-{Units}-{(Weekly ? "weekly" : "")}";

    /// <summary>None where units are all there is to choose, and none of them would be nothing.</summary>
    public IEnumerable<int> UnitChoices => OffersWeekly || Edition is not null ? Enumerable.Range(0, Basket.MostUnits + 1) : Enumerable.Range(1, Basket.MostUnits);

    public bool WarnsOfSubscription => Edition is { Weekly: WeeklyPayment.FromAllowance } && shop.Quota.Renews;

    /// <summary>Where no edition is bought, either of the two is enough: choosing one lets the other go.</summary>
    public void ChooseWeekly(bool weekly)
    {
        Weekly = weekly;
        if (Edition is null) (Units, parked) = (parked, Units);
    }

    public IReadOnlyList<OrderLine> Lines() => Basket.Lines(Edition?.Price, WeeklyPrice, UnitPrice);

    public static BasketDraft OfUnits(Shop shop) => new(shop) { OffersUnits = true, Units = 1 };

    public static BasketDraft OfSubscription(Shop shop) => new(shop) { Weekly = true };

    public static BasketDraft OfEdition(EditionOffer edition, Shop shop) =>
        new(shop) { Edition = edition, OffersUnits = true, OffersWeekly = edition.Weekly is not WeeklyPayment.ByUnit && !shop.Quota.Renews };

    /// <summary>To begin with what would pay for a backup that was refused; null when nothing that is sold would.</summary>
    public static BasketDraft? For(QuotaRefusal refusal, Shop shop)
    {
        var units = (int)Math.Min(refusal.UnitsNeeded, Basket.MostUnits);
        var weekly = refusal.SubscriptionHelps && !shop.Quota.Renews;
        return units > 0 ? new BasketDraft(shop) { OffersUnits = true, OffersWeekly = weekly, Units = units }
            : weekly ? OfSubscription(shop)
            : null;
    }
}
