using System.Globalization;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;

namespace Granary.Domain.Tenants;

/// <summary>What is given up of what was bought or given.</summary>
public sealed partial class Tenant
{
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
            case Reduction.ToEdition { Edition: var edition }: return terms.Plans.NameOf(edition) is { } lower ? quota with { Plan = terms.Plans.For(lower) } : quota;
            case Reduction.OfUnits { Count: var count and > 0 }: ledger.Reduce(count); break;
            case Reduction.OfSubscription: ledger.Subscription = Ledger.Coverage().Ending(); break;
        }
        return quota with { Ledger = ledger };
    }

    private ReductionAnswer Downgrade(Actor actor, string edition, TenantTerms terms, PriceList prices, DateTimeOffset now)
    {
        var currency = CurrencyFor(country: null, terms, prices);
        if (terms.Plans.NameOf(edition) is not { } lower || prices.Edition(lower, currency) is not { } price ||
            price.Amount >= PriceOfEdition(terms.Profile.Edition, currency, prices)) return ReductionAnswer.NotADowngrade;

        Downgraded = new Downgrade(lower, terms.ProfileEdition, BoughtEdition(terms.ProfileEdition, terms.Plans)?.Number);
        Log.Record(now, LogEvent.EditionDowngraded, actor, detail: lower);
        Webhooks.Add(now, WebhookKind.EditionDowngraded, actor, detail: lower);
        return ReductionAnswer.Reduced;
    }
}
