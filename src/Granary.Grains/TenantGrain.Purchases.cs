using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Quotas;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Granary.Grains;

/// <summary>
/// What is bought is known from the provider alone, and is asked for by the order's own payment: a message, a return from the
/// payment page and a reminder all do no more than ask again.
/// </summary>
internal sealed partial class TenantGrain
{
    // The caller of a grain waits for half a minute: what the provider does not answer must leave time for the rest.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private PriceList Prices => prices.Value;

    public async Task<Shop> GetShop(string? country)
    {
        var terms = await TermsAsync();
        var currency = Tenant.CurrencyFor(country, terms, Prices);
        return new Shop(
            terms.Profile,
            Prices.Url,
            Prices.Unit(currency),
            Prices.Weekly(currency),
            Prices.Offers(terms.Plans, currency),
            Tenant.QuotaLine(terms, Now),
            Tenant.EndingOrders(Now).Count > 0,
            Tenant.Orders.AsEnumerable().Reverse().ToArray());
    }

    public async Task<OrderAnswer> PlaceOrder(Actor actor, OrderRequest request)
    {
        var terms = await TermsAsync();
        var answer = await DecideAsync(terms, tenant => tenant.PlaceOrder(actor, request, terms, Prices, Now), answer => answer is OrderAnswer.Placed { IsNew: true });
        if (answer is not OrderAnswer.Placed { Order: var order } placed) return answer;

        if (placed.IsNew) LogPlaced(Id, order.Number);
        await InTimeAsync(token => TryAskAsync(order, terms, token));
        return placed with { Order = Tenant.FindOrder(order.Number)! };
    }

    public async Task<Order?> CheckOrder(OrderNumber order)
    {
        if (Tenant.FindOrder(order) is not { } known) return null;

        var terms = await TermsAsync();
        await InTimeAsync(token => AskAsync(known, terms, token));
        return Tenant.FindOrder(order);
    }

    public async Task<Order?> CancelOrder(OrderNumber order)
    {
        if (Tenant.FindOrder(order) is not { } known || !known.IsOpen()) return Tenant.FindOrder(order);

        var terms = await TermsAsync();
        if (known.Payment is { } payment)
            await InTimeAsync(async token =>
            {
                await payments.CancelAsync(payment, token);
                await LearnAsync(order, payment, terms, Actor.Granary, token);
            });
        else
            await DecideAsync(terms, tenant => tenant.GiveUp(order, Now));
        return Tenant.FindOrder(order);
    }

    public async Task<IReadOnlyList<ForecastRun>> PreviewReduction(Reduction reduction) =>
        Tenant.SkippedBy(reduction, await TermsAsync(), Now);

    public async Task<ReductionAnswer> Reduce(Actor actor, Reduction reduction)
    {
        var terms = await TermsAsync();
        var ended = reduction is Reduction.OfSubscription && Prices.Url is null && await SetRenewalAsync(actor, Tenant.RenewingOrders(), renews: false, terms);
        var answer = await DecideAsync(terms, tenant => tenant.Reduce(actor, reduction, terms, Prices, Now), answer => answer is ReductionAnswer.Reduced);
        return ended && answer is ReductionAnswer.NothingToReduce ? ReductionAnswer.Reduced : answer;
    }

    public async Task<bool> ResumeSubscription(Actor actor) =>
        await SetRenewalAsync(actor, Tenant.EndingOrders(Now).TakeLast(1), renews: true, await TermsAsync());

    private async Task<bool> SetRenewalAsync(Actor actor, IEnumerable<Order> orders, bool renews, TenantTerms terms)
    {
        var any = false;
        await InTimeAsync(async token =>
        {
            foreach (var order in orders)
            {
                await payments.SetRenewalAsync(order.Payment!, renews, token);
                any |= await LearnAsync(order.Number, order.Payment!, terms, actor, token);
            }
        });
        return any;
    }

    private Task AskWhatIsDueAsync(TenantTerms terms) => InTimeAsync(async token =>
    {
        foreach (var order in Tenant.OrdersToAsk(Now))
            if (!await TryAskAsync(order, terms, token))
                await RecordAsync(terms, tenant => tenant.Asked(order.Number, Now));
    });

    // Whatever the provider does, backups go on: it is asked again later.
    private async Task<bool> TryAskAsync(Order order, TenantTerms terms, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(order, terms, cancellationToken);
        }
        catch (Exception exception) when (exception is not InconsistentStateException)
        {
            LogNotAsked(exception, Id, order.Number);
            return false;
        }
    }

    private async Task<bool> AskAsync(Order order, TenantTerms terms, CancellationToken cancellationToken)
    {
        if (order.Payment is null && !order.IsOpen()) return false;

        var payment = await PaymentOfAsync(order, terms, cancellationToken);
        return await LearnAsync(order.Number, payment, terms, Actor.Granary, cancellationToken);
    }

    private async Task<string> PaymentOfAsync(Order order, TenantTerms terms, CancellationToken cancellationToken)
    {
        if (order.Payment is { } known) return known;

        var session = await payments.BeginAsync(new PaymentRequest(terms.Profile, order), cancellationToken);
        await DecideAsync(terms, tenant => tenant.AwaitPayment(order.Number, session.Payment, session.Page));
        return session.Payment;
    }

    private async Task<bool> LearnAsync(OrderNumber order, string payment, TenantTerms terms, Actor actor, CancellationToken cancellationToken)
    {
        var told = await payments.ReadAsync(payment, cancellationToken);
        var before = Tenant.FindOrder(order)!.State();
        if (!await DecideAsync(terms, tenant => tenant.Learn(order, told, actor, terms, Now))) return false;

        LogLearned(Id, order, before, Tenant.FindOrder(order)!.State());
        return true;
    }

    private async Task InTimeAsync(Func<CancellationToken, Task> ask)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await ask(patience.Token);
        }
        catch (OperationCanceledException exception)
        {
            throw new TransientException("The payment provider did not answer in time.", exception);
        }
    }

    [LoggerMessage(LogLevel.Information, "Order {Order} of {Tenant} was placed")]
    private partial void LogPlaced(TenantId tenant, OrderNumber order);

    [LoggerMessage(LogLevel.Information, "Order {Order} of {Tenant}: the provider has told something, {Before} became {After}")]
    private partial void LogLearned(TenantId tenant, OrderNumber order, OrderState before, OrderState after);

    [LoggerMessage(LogLevel.Warning, "Order {Order} of {Tenant}: the provider could not be asked; it will be asked again")]
    private partial void LogNotAsked(Exception exception, TenantId tenant, OrderNumber order);
}
