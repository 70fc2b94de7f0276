using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;
using Granary.Domain.Tenants;

namespace Granary.Web.Tests.Stand;

internal sealed class ScriptedSandboxPaymentGrain(Script script) : Grain, ISandboxPaymentGrain
{
    public Task<SandboxPayment?> Find() =>
        Task.FromResult(PaymentKey.TryParse(this.GetPrimaryKeyString(), out var tenant, out var order) ? script.Of(tenant).Sandbox.GetValueOrDefault(order) : null);

    public Task Begin(TenantProfile tenant, Order order) => throw new NotSupportedException();

    public Task<IReadOnlyList<PaymentEvent>> Read() => throw new NotSupportedException();

    public Task SetRenewal(bool renews) => throw new NotSupportedException();

    public Task Cancel() => throw new NotSupportedException();

    public Task<bool> Approve(SandboxMethod method) => throw new NotSupportedException();

    public Task<bool> Decline() => throw new NotSupportedException();
}
