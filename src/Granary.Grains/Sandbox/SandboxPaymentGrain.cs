using Granary.Contracts;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;
using Granary.Grains.Regions;

namespace Granary.Grains.Sandbox;

[GrainType("sandbox-payment"), StaysInRegion]
internal sealed class SandboxPaymentGrain([PersistentState("sandbox-payment")] IPersistentState<SandboxAccount> stored, TimeProvider time) : Grain, ISandboxPaymentGrain
{
    private SandboxAccount Account => stored.State;

    public async Task Begin(TenantProfile tenant, Order order)
    {
        if (Account.Lines.Count > 0) return;

        Account.TenantName = tenant.Name;
        Account.Order = order.Number;
        Account.Lines.AddRange(order.Lines);
        await WriteAsync();
    }

    public async Task<IReadOnlyList<PaymentEvent>> Read()
    {
        if (Account.Renew(time.GetUtcNow())) await WriteAsync();
        return Account.Events.ToArray();
    }

    public async Task SetRenewal(bool renews)
    {
        var now = time.GetUtcNow();
        var isRenewed = Account.Renew(now);
        if (Account.Switch(renews, now) || isRenewed) await WriteAsync();
    }

    public Task Cancel() => CloseAsync(() => Account.Events.Add(new PaymentEvent("cancel", PaymentEventKind.Cancelled, time.GetUtcNow())));

    public Task<SandboxPayment?> Find() => Task.FromResult(Account.Lines.Count == 0
        ? null
        : new SandboxPayment(
            Account.Order, Account.TenantName, Account.Lines.ToArray(), Account.IsOpen, Account.Method));

    public Task<bool> Approve(SandboxMethod method) => CloseAsync(() =>
    {
        Account.Method = method;
        Account.Capture(time.GetUtcNow());
    });

    public Task<bool> Decline() => CloseAsync(() => Account.Events.Add(new PaymentEvent("decline", PaymentEventKind.Failed, time.GetUtcNow())));

    private async Task<bool> CloseAsync(Action close)
    {
        if (!Account.IsOpen) return false;

        close();
        await WriteAsync();
        return true;
    }

    // What could not be stored has not happened: it goes with what is in memory.
    private async Task WriteAsync()
    {
        try
        {
            await stored.WriteStateAsync();
        }
        catch (Exception)
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
