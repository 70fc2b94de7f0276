using System.Globalization;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;

namespace Granary.Domain.Tenants;

/// <summary>What was bought, and what it gives.</summary>
public sealed partial class Tenant
{
    /// <summary>So many orders are remembered beyond those that give something or are open.</summary>
    public const int KeptOrders = 100;

    /// <summary>A provider that has told nothing of an order for so long is asked; then ever more seldom.</summary>
    public static readonly TimeSpan AskAfter = TimeSpan.FromMinutes(15);

    // A renewal that was not there when the paid month ended.
    private static readonly TimeSpan AskForRenewalEvery = TimeSpan.FromHours(1);

    /// <summary>Oldest first.</summary>
    public List<Order> Orders { get; init; } = [];

    /// <summary>The newest number, also when its order is not remembered any more.</summary>
    public OrderNumber LastOrder { get; set; }

    public Order? FindOrder(OrderNumber number) => Orders.Find(order => order.Number == number);

    /// <summary>The edition that was bought last, for as long as the SaaS says what it said then: its latest word wins.</summary>
    public string EditionOf(TenantProfile profile) =>
        Orders.LastOrDefault(order => order.Edition() is not null && order.IsEntitled() && order.ProfileEdition == profile.Edition)?.Edition() ?? profile.Edition;

    /// <summary>The currency of the first paid order; before it, that of the place.</summary>
    /// <param name="country">Of the sign-in; null where it is not known.</param>
    public string CurrencyFor(string? country, TenantTerms terms, PriceList prices)
    {
        var first = Orders.Find(order => order.CapturedAt() is not null && !order.Total().IsZero)?.Total().Currency;
        return first is not null && prices.Currencies.ContainsKey(first) ? first : prices.CurrencyOf(country ?? terms.Profile.Country);
    }

    /// <summary>Records an order, which then waits to be paid. The same key again is the same order.</summary>
    public OrderAnswer PlaceOrder(Actor actor, OrderRequest request, TenantTerms terms, PriceList prices, DateTimeOffset now)
    {
        if (Orders.Find(order => order.IdempotencyKey == request.IdempotencyKey) is { } same) return new OrderAnswer.Placed(same);

        var currency = CurrencyFor(request.Country, terms, prices);
        if (Refuse(request.Basket, currency, terms, prices) is { } refused) return refused;

        return new OrderAnswer.Placed(Add(new Order
        {
            Number = OrderNumber.Next(LastOrder, now),
            PlacedBy = actor,
            PlacedAt = now,
            IdempotencyKey = request.IdempotencyKey,
            Lines = LinesOf(request.Basket, currency, prices).ToArray(),
            ProfileEdition = terms.ProfileEdition,
            ReturnTo = request.ReturnTo,
            Site = request.Site,
            Language = request.Language,
        }));
    }

    /// <summary>The provider knows an order. False when that was known.</summary>
    public bool AwaitPayment(OrderNumber number, string payment, Uri page)
    {
        if (FindOrder(number) is not { Payment: null } order) return false;

        Replace(order with { Payment = payment, PaymentPage = page });
        return true;
    }

    /// <summary>
    /// Takes in what the provider tells of an order; what was bought is there from then on, or gone. False when nothing of
    /// it is new.
    /// </summary>
    /// <param name="actor">Whoever ended or resumed a subscription just now; Granary when it was found out.</param>
    public bool Learn(OrderNumber number, IReadOnlyList<PaymentEvent> told, Actor actor, DateTimeOffset now)
    {
        if (FindOrder(number) is not { } before) return false;
        var after = before.Learn(told);
        if (ReferenceEquals(after, before)) return false;

        Replace(after);
        Entitle();
        Tell(before, after, now);
        foreach (var news in after.Events.Except(before.Events)) TellOfSubscription(news, after, actor, now);
        return true;
    }

    /// <summary>The provider was asked about an order.</summary>
    public void Asked(OrderNumber number, DateTimeOffset now)
    {
        if (FindOrder(number) is { } order) Replace(order with { AskedAt = now });
    }

    /// <summary>The orders of which the provider should have told something by now.</summary>
    public IReadOnlyList<Order> OrdersToAsk(DateTimeOffset now) => Orders.Where(order => AskAt(order) <= now).ToArray();

    /// <summary>The bought subscriptions that go on.</summary>
    public IReadOnlyList<Order> RenewingOrders() => Orders.Where(order => order.Renews()).ToArray();

    /// <summary>The bought subscriptions that end, and are still paid for.</summary>
    public IReadOnlyList<Order> EndingOrders(DateTimeOffset now) =>
        Orders.Where(order => order.IsEntitled() && !order.Renews() && order.Subscription().Covers(now)).ToArray();

    /// <summary>
    /// Gives something up. A bought subscription ends at its provider: what that tells of it is to be learned; here ends the
    /// one that the vendor set.
    /// </summary>
    public ReductionAnswer Reduce(Actor actor, Reduction reduction, TenantTerms terms, PriceList prices, DateTimeOffset now)
    {
        if (prices.Url is not null) return ReductionAnswer.SoldElsewhere;

        switch (reduction)
        {
            case Reduction.OfUnits { Count: var count }:
                if (count < 1) return ReductionAnswer.NothingToReduce;
                if (count > Ledger.UnitsLeft()) return ReductionAnswer.TooManyUnits;
                Ledger.Reduce(count);
                Log.Record(now, LogEvent.UnitsReduced, actor, detail: count.ToString(CultureInfo.InvariantCulture));
                return ReductionAnswer.Reduced;
            case Reduction.OfSubscription:
                return EndSubscription(actor, now) ? ReductionAnswer.Reduced : ReductionAnswer.NothingToReduce;
            case Reduction.ToEdition { Edition: var edition }:
                return Downgrade(actor, edition, terms, prices, now);
            default:
                throw new ArgumentException($"{reduction} is no reduction.", nameof(reduction));
        }
    }

    /// <summary>Those of the next runs that something pays for now and nothing would after a reduction. Changes nothing.</summary>
    public IReadOnlyList<ForecastRun> SkippedBy(Reduction reduction, TenantTerms terms, DateTimeOffset now)
    {
        if (Schedule is not { IsActive: true }) return [];

        var moment = terms.MomentOf(now);
        var quota = QuotaAt(moment, terms);
        var skippedAnyway = quota.Forecast(moment, PreviewedRuns).Runs.Where(run => run.Skipped is not null).Select(run => run.Due).ToHashSet();
        return After(reduction, quota, terms).Forecast(moment, PreviewedRuns).Runs.Where(run => run.Skipped is not null && !skippedAnyway.Contains(run.Due)).ToArray();
    }

    private Quota After(Reduction reduction, Quota quota, TenantTerms terms)
    {
        var ledger = Ledger.Trial();
        switch (reduction)
        {
            case Reduction.ToEdition { Edition: var edition }: return quota with { Plan = terms.Plans.For(edition) };
            case Reduction.OfUnits { Count: var count and > 0 }: ledger.Reduce(count); break;
            case Reduction.OfSubscription: ledger.Subscription = Ledger.Coverage().Ending(); break;
        }
        return quota with { Ledger = ledger };
    }

    private OrderAnswer.Refused? Refuse(Basket basket, string currency, TenantTerms terms, PriceList prices)
    {
        if (prices.Url is not null) return new(OrderRefusal.SoldElsewhere);
        if (basket is { Units: 0, Weekly: false, Edition: null }) return new(OrderRefusal.NothingChosen);
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
        return Orders.Find(order => order.IsOpen() && ((basket.Weekly && order.IsWeekly()) || (basket.Edition is not null && order.Edition() is not null))) is { } open
            ? new(OrderRefusal.OrderOpen, open.Number)
            : null;
    }

    private static IEnumerable<OrderLine> LinesOf(Basket basket, string currency, PriceList prices)
    {
        if (basket.Edition is { } edition) yield return new(OrderItem.Edition, 1, prices.Edition(edition, currency)!.Value, edition);
        if (basket.Weekly) yield return new(OrderItem.WeeklySubscription, 1, prices.Weekly(currency));
        if (basket.Units > 0) yield return new(OrderItem.Unit, basket.Units, prices.Unit(currency));
    }

    private ReductionAnswer Downgrade(Actor actor, string edition, TenantTerms terms, PriceList prices, DateTimeOffset now)
    {
        var currency = CurrencyFor(country: null, terms, prices);
        if (!terms.Plans.Editions.ContainsKey(edition) || prices.Edition(edition, currency) is not { } price ||
            price.Amount >= PriceOfEdition(terms.Profile.Edition, currency, prices)) return ReductionAnswer.NotADowngrade;

        // An order that costs nothing and is paid as it is placed: so the latest change of edition is always the latest order.
        var number = OrderNumber.Next(LastOrder, now);
        Add(new Order
        {
            Number = number,
            PlacedBy = actor,
            PlacedAt = now,
            IdempotencyKey = $"downgrade-{number}",
            Lines = new[] { new OrderLine(OrderItem.Edition, 1, new Money(0, currency), edition) },
            ProfileEdition = terms.ProfileEdition,
            Site = new Uri("about:blank"),
            Language = "en",
            Events = new[] { new PaymentEvent("downgrade", PaymentEventKind.Captured, now) },
        });
        Log.Record(now, LogEvent.EditionDowngraded, actor, detail: edition);
        return ReductionAnswer.Reduced;
    }

    // An edition without a price is as good as free: everything that is for sale is higher.
    private static decimal PriceOfEdition(string edition, string currency, PriceList prices) => prices.Edition(edition, currency)?.Amount ?? 0;

    private void Entitle()
    {
        foreach (var order in Orders.Where(order => order.Units() > 0)) Ledger.SetLot(order.Number.Value, order.Units(), order.IsEntitled());
        Ledger.BoughtSubscription = Orders.Aggregate(WeeklySubscription.None, (bought, order) => bought.With(order.Subscription()));
    }

    private void Tell(Order before, Order after, DateTimeOffset now)
    {
        var summary = PurchaseSummary.Of(after).ToString();
        var (was, isNow) = (before.State(), after.State());
        if (was == isNow) return;

        switch (isNow)
        {
            case OrderState.Captured when was is OrderState.Disputed:
                Log.Record(now, LogEvent.DisputeWon, Actor.Granary, detail: summary);
                break;
            case OrderState.Captured:
                Log.Record(now, LogEvent.Purchased, after.PlacedBy, detail: summary);
                Notify(now, NotificationKind.Purchased, [after.PlacedBy.Id], detail: summary, actor: after.PlacedBy);
                break;
            case OrderState.Failed:
                Log.Record(now, LogEvent.PaymentFailed, after.PlacedBy, detail: summary);
                Notify(now, NotificationKind.PaymentFailed, [after.PlacedBy.Id], detail: summary);
                break;
            case OrderState.Refunded or OrderState.Disputed:
                Log.Record(now, isNow is OrderState.Refunded ? LogEvent.PurchaseRefunded : LogEvent.PurchaseDisputed, Actor.Granary, detail: summary);
                Notify(now, NotificationKind.PurchaseTakenBack, [after.PlacedBy.Id], detail: summary);
                break;
        }
    }

    private void TellOfSubscription(PaymentEvent told, Order order, Actor actor, DateTimeOffset now)
    {
        var until = order.Subscription().Periods is [.., var last] ? last.End.ToString("O", CultureInfo.InvariantCulture) : null;
        switch (told.Kind)
        {
            case PaymentEventKind.Renewed:
                Log.Record(now, LogEvent.SubscriptionRenewed, Actor.Granary, detail: until);
                break;
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

    private static DateTimeOffset? AskAt(Order order)
    {
        if (order.IsOpen()) return (order.AskedAt ?? order.PlacedAt) is var last && last - order.PlacedAt > AskAfter ? last + (last - order.PlacedAt) : last + AskAfter;
        if (!order.Renews() || order.Subscription().Periods is not [.., var paid]) return null;
        return order.AskedAt is { } asked && asked >= paid.End ? asked + AskForRenewalEvery : paid.End;
    }

    private Order Add(Order order)
    {
        Orders.Add(order);
        LastOrder = order.Number;
        var forgettable = Orders.Where(old => !old.IsOpen() && !old.IsEntitled()).ToList();
        foreach (var old in forgettable.SkipLast(KeptOrders)) Orders.Remove(old);
        return order;
    }

    private void Replace(Order order) => Orders[Orders.FindIndex(other => other.Number == order.Number)] = order;
}
