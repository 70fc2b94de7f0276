using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Web.Edge;
using Granary.Web.Localisation;
using Granary.Web.Shell;
using Granary.Web.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;

namespace Granary.Web.Subscription;

/// <summary>Where the reader buys and gives up: for the own tenant, in the own name, at the prices of the place of sign-in.</summary>
internal sealed class Checkout(IGrainFactory grains, NavigationManager navigation, AuthenticationStateProvider authentication, IOptions<EdgeOptions> edge)
{
    public async Task<Shop> LookAsync()
    {
        var visitor = await VisitorAsync();
        return await GrainOf(visitor).GetShop(visitor.Country);
    }

    /// <summary>Orders, and leads to where it is paid. The answer is that of an order which was not placed; null when it was.</summary>
    /// <param name="returnTo">A path of this site, to come back to when it is paid; null for the purchase itself.</param>
    public async Task<OrderAnswer.Refused?> BuyAsync(BasketDraft draft, string? returnTo)
    {
        var visitor = await VisitorAsync();
        var request = new OrderRequest(
            draft.Basket, draft.Key, visitor.Country, edge.Value.SiteOf(new Uri(navigation.BaseUri)), Languages.Current.TwoLetterISOLanguageName, LocalUrl.Is(returnTo) ? returnTo : null);
        var answer = await GrainOf(visitor).PlaceOrder(visitor.Actor, request);
        if (answer is not OrderAnswer.Placed { Order: var order }) return (OrderAnswer.Refused)answer;

        navigation.NavigateTo(order is { PaymentPage: { } page } && order.IsOpen() ? page.ToString() : Places.Order(order.Number), forceLoad: true);
        return null;
    }

    /// <summary>The order as the provider says that it is; while that does not answer, as it is known.</summary>
    public async Task<Order?> CheckAsync(OrderNumber order)
    {
        try
        {
            return await GrainOf(await VisitorAsync()).CheckOrder(order);
        }
        catch (TransientException)
        {
            return (await LookAsync()).Orders.FirstOrDefault(known => known.Number == order);
        }
    }

    public async Task<Order?> CancelAsync(OrderNumber order) => await GrainOf(await VisitorAsync()).CancelOrder(order);

    /// <summary>Changes nothing.</summary>
    public async Task<IReadOnlyList<ForecastRun>> PreviewAsync(Reduction reduction) => await GrainOf(await VisitorAsync()).PreviewReduction(reduction);

    public async Task<ReductionAnswer> ReduceAsync(Reduction reduction)
    {
        var visitor = await VisitorAsync();
        return await GrainOf(visitor).Reduce(visitor.Actor, reduction);
    }

    public async Task<bool> ResumeAsync()
    {
        var visitor = await VisitorAsync();
        return await GrainOf(visitor).ResumeSubscription(visitor.Actor);
    }

    private async Task<Visitor> VisitorAsync() => Visitor.Of((await authentication.GetAuthenticationStateAsync()).User)!;

    private ITenantPurchases GrainOf(Visitor visitor) => grains.Purchases(visitor.Tenant!.Value);
}
