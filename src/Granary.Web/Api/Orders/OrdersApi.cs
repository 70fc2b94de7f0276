using System.Diagnostics;
using System.Security.Cryptography;
using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;
using Granary.Web.Api.Limits;
using Granary.Web.Api.Reading;
using Granary.Web.Edge;
using Granary.Web.Localisation;
using Granary.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Granary.Web.Api.Orders;

/// <summary>Orders. A program can place one; a person pays it, on the page of the payment provider.</summary>
internal static class OrdersApi
{
    private const string List = "orders";

    public static void MapOrders(this RouteGroupBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("Orders");
        orders.MapGet("", ListAsync).For(ApiScope.ReadOrders);
        orders.MapPost("", PlaceAsync).For(ApiScope.WriteOrders).Limited(LimitKind.Change).Refuses(ApiProblem.OrderRefused);
        orders.MapGet("/{number}", FindAsync).For(ApiScope.ReadOrders).Refuses(ApiProblem.NotFound);
        orders.MapPost("/{number}/cancel", CancelAsync).For(ApiScope.WriteOrders).Limited(LimitKind.Change).Refuses(ApiProblem.NotFound);
    }

    /// <summary>Lists the orders</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="cursor">The <c>next</c> of the part before; nothing for the first part.</param>
    public static async Task<Results<Ok<Listing<OrderResource>>, ProblemHttpResult>> ListAsync(TenantCaller caller, IGrainFactory grains, Problems problems, string? limit, string? cursor)
    {
        var query = new Query();
        var (items, before) = (query.Limit(limit), query.Before(List, cursor));
        if (query.Errors.Any) return problems.Of(query.Errors);

        var shop = await ShopAsync(caller, grains);
        return TypedResults.Ok(Listing<OrderResource>.Of(shop.Orders.Where(order => !(order.Number.Value >= before)), items, List, order => order.Number.Value, OrderResource.Of));
    }

    /// <summary>Places an order</summary>
    /// <remarks>With an Idempotency-Key (1 to 100 visible characters of ASCII) asking again brings the same order. It is paid by a person, on its payment page.</remarks>
    public static async Task<Results<Created<OrderResource>, Ok<OrderResource>, ProblemHttpResult>> PlaceAsync(
        TenantCaller caller, IGrainFactory grains, Problems problems, HttpRequest request, IOptions<EdgeOptions> edge, Body<PurchaseRequest> body)
    {
        var query = new Query();
        var key = query.Key(request) ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        if (query.Errors.Any) return problems.Of(query.Errors);

        var basket = new Basket(body.Value.Units, body.Value.Weekly, body.Value.Edition);
        // Two programs may think of the same key.
        var order = new OrderRequest(basket, $"{caller.Visitor.Id} {key}", caller.Visitor.Country, edge.Value.SiteOf(request.Absolute("/")), Languages.Current.TwoLetterISOLanguageName);
        return await grains.Purchases(caller.Tenant).PlaceOrder(caller.Actor, order) switch
        {
            OrderAnswer.Placed { IsNew: true, Order: var placed } => TypedResults.Created($"{ApiPaths.Root}/orders/{placed.Number}", OrderResource.Of(placed)),
            OrderAnswer.Placed { Order: var known } => TypedResults.Ok(OrderResource.Of(known)),
            OrderAnswer.Refused refused => Refused(refused, problems),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Finds an order</summary>
    /// <remarks>As the payment provider says that it is; while that does not answer, as it is known.</remarks>
    public static async Task<Results<Ok<OrderResource>, ProblemHttpResult>> FindAsync(TenantCaller caller, IGrainFactory grains, Problems problems, string number) =>
        OrderNumber.TryParse(number, out var parsed) && await CheckAsync(caller, grains, parsed) is { } order ? TypedResults.Ok(OrderResource.Of(order)) : problems.Of(ApiProblem.NotFound);

    /// <summary>Gives an order up that is not paid</summary>
    /// <remarks>One that is paid meanwhile stays paid: look at the state.</remarks>
    public static async Task<Results<Ok<OrderResource>, ProblemHttpResult>> CancelAsync(TenantCaller caller, IGrainFactory grains, Problems problems, string number) =>
        OrderNumber.TryParse(number, out var parsed) && await grains.Purchases(caller.Tenant).CancelOrder(parsed) is { } order
            ? TypedResults.Ok(OrderResource.Of(order))
            : problems.Of(ApiProblem.NotFound);

    private static ProblemHttpResult Refused(OrderAnswer.Refused refused, Problems problems) => refused.Reason switch
    {
        OrderRefusal.NothingChosen => problems.Of(new FieldErrors().Add(FieldErrors.Whole, refused.Reason)),
        OrderRefusal.WrongNumberOfUnits => problems.Of(new FieldErrors().Add("units", refused.Reason)),
        OrderRefusal.UnknownEdition => problems.Of(new FieldErrors().Add("edition", refused.Reason)),
        var reason => problems.Refused(ApiProblem.OrderRefused, reason, ("openOrder", refused.Open?.ToString())),
    };

    private static async Task<Order?> CheckAsync(TenantCaller caller, IGrainFactory grains, OrderNumber number)
    {
        try
        {
            return await grains.Purchases(caller.Tenant).CheckOrder(number);
        }
        catch (TransientException)
        {
            return (await ShopAsync(caller, grains)).Orders.FirstOrDefault(order => order.Number == number);
        }
    }

    private static Task<Shop> ShopAsync(TenantCaller caller, IGrainFactory grains) => grains.Purchases(caller.Tenant).GetShop(caller.Visitor.Country);
}
