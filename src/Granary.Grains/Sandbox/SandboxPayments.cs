using Granary.Contracts;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;

namespace Granary.Grains.Sandbox;

/// <summary>The provider that moves no money. Each payment is a grain with a page of its own.</summary>
internal sealed class SandboxPayments(IGrainFactory grains) : IPaymentProvider
{
    public async Task<PaymentSession> BeginAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        await grains.SandboxPayment(request.Key).Begin(request.Tenant, request.Order);
        return new PaymentSession(request.Key, new Uri(request.Order.Site, $"sandbox/payments/{request.Order.Number}"));
    }

    public Task<IReadOnlyList<PaymentEvent>> ReadAsync(string payment, CancellationToken cancellationToken) => grains.SandboxPayment(payment).Read();

    public Task SetRenewalAsync(string payment, bool renews, CancellationToken cancellationToken) => grains.SandboxPayment(payment).SetRenewal(renews);

    public Task CancelAsync(string payment, CancellationToken cancellationToken) => grains.SandboxPayment(payment).Cancel();

    /// <summary>It sends none.</summary>
    public Task<PaymentMessage> ReadMessageAsync(ReadOnlyMemory<byte> body, string? signature, CancellationToken cancellationToken) =>
        Task.FromResult<PaymentMessage>(new PaymentMessage.Forged());
}
