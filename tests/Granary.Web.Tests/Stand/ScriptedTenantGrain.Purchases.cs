using Granary.Contracts;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

internal sealed partial class ScriptedTenantGrain
{
    public Task<Shop> GetShop(string? country)
    {
        var (own, terms) = (Own, Own.Terms);
        var currency = own.Tenant.CurrencyFor(country, terms, own.Prices);
        return Task.FromResult(new Shop(
            terms.Profile,
            own.Prices.Url,
            own.Prices.Unit(currency),
            own.Prices.Weekly(currency),
            [.. terms.Plans.Editions.Select(plan => new EditionOffer(plan.Key, own.Prices.Edition(plan.Key, currency)!.Value, plan.Value.FreePerMonth, plan.Value.Weekly))],
            own.Tenant.QuotaLine(terms, Now),
            own.Tenant.EndingOrders(Now).Count > 0,
            [.. own.Tenant.Orders.AsEnumerable().Reverse()]));
    }

    public Task<Order?> CheckOrder(OrderNumber order)
    {
        Own.OrdersChecked.Enqueue(order);
        if (Own.Told.TryGetValue(order, out var told)) Tenant.Learn(order, [told], Actor.Granary, Own.Terms, Now);
        return Task.FromResult(Tenant.FindOrder(order));
    }

    public Task<OrderAnswer> PlaceOrder(Actor actor, OrderRequest request) => ChangeAsync(own => own.Tenant.PlaceOrder(actor, request, own.Terms, own.Prices, Now));

    public Task<Order?> CancelOrder(OrderNumber order) => ChangeAsync(own =>
    {
        own.Tenant.GiveUp(order, Now);
        return own.Tenant.FindOrder(order);
    });

    public Task<IReadOnlyList<ForecastRun>> PreviewReduction(Reduction reduction) => throw new NotSupportedException();

    public Task<ReductionAnswer> Reduce(Actor actor, Reduction reduction) => throw new NotSupportedException();

    public Task<bool> ResumeSubscription(Actor actor) => throw new NotSupportedException();
}
