using System.Globalization;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;

namespace Granary.Domain.Tenants;

/// <summary>What was bought, and what it gives.</summary>
public sealed partial class Tenant
{
    /// <summary>So many orders may wait to be paid at once.</summary>
    public const int MostOpenOrders = 100;

    /// <summary>So many orders are remembered beyond those that give something or may still do so.</summary>
    public const int KeptOrders = 100;

    /// <summary>So many orders are remembered that were given up or failed before anybody paid; the oldest go first.</summary>
    public const int KeptUnpaid = 300;

    /// <summary>For so long after its last word something may still be told of an order: that it is paid after all, that a dispute is won.</summary>
    public static readonly TimeSpan KeepOrders = TimeSpan.FromDays(180);

    /// <summary>A provider that has told nothing of an order for so long is asked; then ever more seldom.</summary>
    public static readonly TimeSpan AskAfter = TimeSpan.FromMinutes(15);

    // A renewal that was not there when the paid month ended.
    private static readonly TimeSpan AskForRenewalEvery = TimeSpan.FromHours(1);

    /// <summary>Oldest first.</summary>
    public List<Order> Orders { get; init; } = [];

    /// <summary>The newest number, also when its order is not remembered any more.</summary>
    public OrderNumber LastOrder { get; set; }

    /// <summary>The edition that was given up last for a lower one; null when none was since the SaaS said another one.</summary>
    public Downgrade? Downgraded { get; set; }

    public Order? FindOrder(OrderNumber number) => Orders.Find(order => order.Number == number);

    /// <summary>
    /// The edition that was bought last, or a lower one chosen since, for as long as the SaaS says what it said then: its
    /// latest word wins. One that no plan has any more does not count.
    /// </summary>
    public string EditionOf(TenantProfile profile, Plans plans)
    {
        var bought = BoughtEdition(profile.Edition, plans);
        return Downgraded is { } lower && lower.Of == bought?.Number && IsSame(lower.ProfileEdition, profile.Edition) && plans.NameOf(lower.Edition) is { } chosen
            ? chosen
            : bought?.Edition() ?? profile.Edition;
    }

    /// <summary>The currency of the first paid order; before it, that of the place.</summary>
    /// <param name="country">Of the sign-in; null where it is not known.</param>
    public string CurrencyFor(string? country, TenantTerms terms, PriceList prices)
    {
        var first = FirstPaid()?.Total().Currency;
        return first is not null && prices.Currencies.ContainsKey(first) ? first : prices.CurrencyOf(country ?? terms.Profile.Country);
    }

    /// <summary>Records an order, which then waits to be paid. The same key again is the same order.</summary>
    public OrderAnswer PlaceOrder(Actor actor, OrderRequest request, TenantTerms terms, PriceList prices, DateTimeOffset now)
    {
        if (Orders.Find(order => order.IdempotencyKey == request.IdempotencyKey) is { } same) return new OrderAnswer.Placed(same, IsNew: false);

        var currency = CurrencyFor(request.Country, terms, prices);
        if (Refuse(request.Basket, currency, terms, prices) is { } refused) return refused;

        var placed = Add(new Order
        {
            Number = OrderNumber.Next(LastOrder, now),
            PlacedBy = actor,
            PlacedAt = now,
            IdempotencyKey = request.IdempotencyKey,
            Lines = LinesOf(request.Basket, currency, terms.Plans, prices),
            ProfileEdition = terms.ProfileEdition,
            ReturnTo = request.ReturnTo,
            Site = request.Site,
            Language = request.Language,
        });
        return new OrderAnswer.Placed(placed, IsNew: true);
    }

    /// <summary>The provider knows an order. False when that was known.</summary>
    public bool AwaitPayment(OrderNumber number, string payment, Uri page)
    {
        if (FindOrder(number) is not { Payment: null } order) return false;

        Replace(order with { Payment = payment, PaymentPage = page });
        return true;
    }

    /// <summary>Nobody is going to pay an order that the provider does not know. False when it knows it, or when it is over.</summary>
    public bool GiveUp(OrderNumber number, DateTimeOffset now)
    {
        if (FindOrder(number) is not { Payment: null } order || !order.IsOpen()) return false;

        Replace(order.Learn([new PaymentEvent("given-up", PaymentEventKind.Cancelled, now)]));
        return true;
    }

    /// <summary>
    /// Takes in what the provider tells of an order; what was bought is there from then on, or gone. False when nothing of
    /// it is new.
    /// </summary>
    /// <param name="actor">Whoever ended or resumed a subscription just now; Granary when it was found out.</param>
    public bool Learn(OrderNumber number, IReadOnlyList<PaymentEvent> told, Actor actor, TenantTerms terms, DateTimeOffset now)
    {
        if (FindOrder(number) is not { } before) return false;
        var after = before.Learn(told);
        if (ReferenceEquals(after, before)) return false;

        if (before.CapturedAt() is null) after = after with { ProfileEdition = terms.ProfileEdition };
        Replace(after);
        Entitle();
        Tell(before, after, actor, now);
        return true;
    }

    /// <summary>The provider was asked about an order.</summary>
    public void Asked(OrderNumber number, DateTimeOffset now)
    {
        if (FindOrder(number) is { } order) Replace(order with { AskedAt = now });
    }

    /// <summary>The orders of which the provider should have told something by now.</summary>
    public IReadOnlyList<Order> OrdersToAsk(DateTimeOffset now) => Orders.Where(order => AskAt(order) <= now).ToArray();

    /// <summary>The bought subscriptions that their provider goes on charging for.</summary>
    public IReadOnlyList<Order> RenewingOrders() => Orders.Where(order => order.IsRenewalOn()).ToArray();

    /// <summary>The bought subscriptions that somebody has ended, and that are still paid for.</summary>
    public IReadOnlyList<Order> EndingOrders(DateTimeOffset now) => Orders.Where(order => order.CanResume(now)).ToArray();

    private OrderAnswer.Refused? Refuse(Basket basket, string currency, TenantTerms terms, PriceList prices)
    {
        if (prices.Url is not null) return new(OrderRefusal.SoldElsewhere);
        if (basket.IsEmpty()) return new(OrderRefusal.NothingChosen);
        if (basket.Units is < 0 or > Basket.MostUnits) return new(OrderRefusal.WrongNumberOfUnits);
        if (basket.Edition is { } edition)
        {
            if (!terms.Plans.Editions.ContainsKey(edition) || prices.Edition(edition, currency) is not { } price) return new(OrderRefusal.UnknownEdition);
            if (price.Amount <= PriceOfEdition(terms.Profile.Edition, currency, prices)) return new(OrderRefusal.NotAnUpgrade);
        }
        if (basket.Weekly)
        {
            if (Ledger.Coverage().Renews) return new(OrderRefusal.AlreadySubscribed);
            if (terms.Plans.For(basket.Edition ?? terms.Profile.Edition).Weekly is WeeklyPayment.ByUnit) return new(OrderRefusal.NoSubscriptionInEdition);
        }
        var open = Orders.Where(order => order.IsOpen()).ToList();
        var inTheWay = open.Count < MostOpenOrders
            ? open.Find(order => (basket.Weekly && order.IsWeekly()) || (basket.Edition is not null && order.Edition() is not null))
            : open[0];
        return inTheWay is null ? null : new(OrderRefusal.OrderOpen, inTheWay.Number);
    }

    // An edition is called what its plan is called, however it was written.
    private static IReadOnlyList<OrderLine> LinesOf(Basket basket, string currency, Plans plans, PriceList prices) => basket.Edition is { } edition
        ? (basket with { Edition = plans.NameOf(edition) }).Lines(prices.Edition(edition, currency), prices.Weekly(currency), prices.Unit(currency))
        : basket.Lines(edition: null, prices.Weekly(currency), prices.Unit(currency));

    private void Entitle()
    {
        foreach (var order in Orders.Where(order => order.Units() > 0 && order.CapturedAt() is not null)) Ledger.SetLot(order.Number.Value, order.Units(), order.IsEntitled());
        Ledger.BoughtSubscription = Orders.Aggregate(WeeklySubscription.None, (bought, order) => bought.With(order.Subscription()));
    }

    // An edition without a price is as good as free: everything that is for sale is higher.
    private static decimal PriceOfEdition(string edition, string currency, PriceList prices) => prices.Edition(edition, currency)?.Amount ?? 0;

    private Order? BoughtEdition(string profileEdition, Plans plans) => Orders
        .Where(order => order is { IsOverruled: false } && order.Edition() is { } edition && plans.NameOf(edition) is not null &&
                        order.IsEntitled() && IsSame(order.ProfileEdition, profileEdition))
        .OrderBy(order => order.CapturedAt()).LastOrDefault();

    // What the SaaS says later does not bring back what an earlier word of it has ended.
    private bool Heed(TenantTerms terms)
    {
        var overruled = Orders.Where(order => order is { IsOverruled: false } && order.Edition() is not null && order.CapturedAt() is not null && !IsSame(order.ProfileEdition, terms.ProfileEdition)).ToList();
        foreach (var order in overruled) Replace(order with { IsOverruled = true });
        var isOver = Downgraded is { } lower && !IsSame(lower.ProfileEdition, terms.ProfileEdition);
        if (isOver) Downgraded = null;
        return isOver || overruled.Count > 0;
    }

    private static bool IsSame(string edition, string other) => edition.Equals(other, StringComparison.OrdinalIgnoreCase);

    private void Tell(Order before, Order after, Actor actor, DateTimeOffset now)
    {
        if (after.State() is OrderState.Failed && before.State() is not OrderState.Failed)
        {
            var summary = PurchaseSummary.Of(after).ToString();
            Log.Record(now, LogEvent.PaymentFailed, after.PlacedBy, detail: summary);
            Notify(now, NotificationKind.PaymentFailed, [after.PlacedBy.Id], detail: summary);
        }
        var known = before.Payments().ToList();
        foreach (var payment in after.Payments())
        {
            var isKnown = payment.Kind is PaymentEventKind.Captured ? before.CapturedAt() is not null : known.Contains(payment);
            TellOfPayment(payment, after, isKnown ? before.StateOf(payment) : null, now);
        }
        foreach (var news in after.Events.Except(before.Events)) TellOfSwitch(news.Kind, after, actor, now);
        if (after.Edition() is { } edition && after.IsEntitled() != before.IsEntitled())
            Webhooks.Add(now, after.IsEntitled() ? WebhookKind.EditionBought : WebhookKind.EditionTakenBack, after.PlacedBy, order: after.Number, detail: edition);
    }

    private void TellOfPayment(PaymentEvent payment, Order order, OrderState? was, DateTimeOffset now)
    {
        var summary = PurchaseSummary.Of(order, payment).ToString();
        if (was is null && payment.Kind is PaymentEventKind.Renewed)
        {
            Log.Record(now, LogEvent.SubscriptionRenewed, Actor.Granary, detail: Written(payment.Period?.End));
        }
        else if (was is null)
        {
            Log.Record(now, LogEvent.Purchased, order.PlacedBy, detail: summary);
            Notify(now, NotificationKind.Purchased, [order.PlacedBy.Id], detail: summary, actor: order.PlacedBy);
        }

        var isNow = order.StateOf(payment);
        if (isNow is OrderState.Captured && was is OrderState.Disputed) Log.Record(now, LogEvent.DisputeWon, Actor.Granary, detail: summary);
        if (isNow is OrderState.Captured || isNow == was) return;

        Log.Record(now, isNow is OrderState.Refunded ? LogEvent.PurchaseRefunded : LogEvent.PurchaseDisputed, Actor.Granary, detail: summary);
        Notify(now, NotificationKind.PurchaseTakenBack, [order.PlacedBy.Id], detail: summary);
    }

    private void TellOfSwitch(PaymentEventKind news, Order order, Actor actor, DateTimeOffset now)
    {
        var until = Written(order.Subscription().Periods is [.., var last] ? last.End : null);
        switch (news)
        {
            case PaymentEventKind.RenewalFailed:
                Log.Record(now, LogEvent.SubscriptionRenewalFailed, Actor.Granary, detail: until);
                Notify(now, NotificationKind.SubscriptionRenewalFailed, [order.PlacedBy.Id], detail: until);
                break;
            case PaymentEventKind.RenewalOff:
                Log.Record(now, LogEvent.SubscriptionEnded, actor, detail: until);
                break;
            case PaymentEventKind.RenewalOn:
                Log.Record(now, LogEvent.SubscriptionResumed, actor, detail: until);
                break;
        }
    }

    private static string? Written(DateTimeOffset? instant) => instant?.ToString("O", CultureInfo.InvariantCulture);

    private Order? FirstPaid() => Orders.Where(order => order.CapturedAt() is not null).MinBy(order => order.CapturedAt());

    private static DateTimeOffset? AskAt(Order order)
    {
        if (order.IsOpen()) return (order.AskedAt ?? order.PlacedAt) is var last && last - order.PlacedAt > AskAfter ? last + (last - order.PlacedAt) : last + AskAfter;
        if (!order.IsRenewalOn() || order.PaidUntil() is not { } end) return null;
        return order.AskedAt is { } asked && asked >= end ? asked + AskForRenewalEvery : end;
    }

    private Order Add(Order order)
    {
        Orders.Add(order);
        LastOrder = order.Number;
        var first = FirstPaid();
        var forgettable = Orders.Where(old => !old.IsOpen() && !old.IsEntitled() && old != first && old.LastWordAt() + KeepOrders < order.PlacedAt).ToList();
        foreach (var old in forgettable.SkipLast(KeptOrders)) Orders.Remove(old);
        // Placing and giving up costs nothing, so that nothing else would bound them.
        foreach (var old in Orders.Where(old => !old.IsOpen() && old.CapturedAt() is null).SkipLast(KeptUnpaid).ToList()) Orders.Remove(old);
        return order;
    }

    private void Replace(Order order) => Orders[Orders.FindIndex(other => other.Number == order.Number)] = order;
}
