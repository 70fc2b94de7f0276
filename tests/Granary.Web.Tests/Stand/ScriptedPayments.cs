using System.Collections.Concurrent;
using System.Text;
using Granary.Domain.Ports;
using Granary.Domain.Purchases;

namespace Granary.Web.Tests.Stand;

/// <summary>A provider whose messages mean what a test says.</summary>
public sealed class ScriptedPayments : IPaymentProvider
{
    /// <summary>By the signature that comes with a message.</summary>
    public ConcurrentDictionary<string, Func<string, Task<PaymentMessage>>> Messages { get; } = [];

    public Task<PaymentMessage> ReadMessageAsync(ReadOnlyMemory<byte> body, string? signature, CancellationToken cancellationToken) =>
        signature is not null && Messages.TryGetValue(signature, out var read)
            ? read(Encoding.ASCII.GetString(body.Span))
            : Task.FromResult<PaymentMessage>(new PaymentMessage.Forged());

    public Task<PaymentSession> BeginAsync(PaymentRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<PaymentEvent>> ReadAsync(string payment, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetRenewalAsync(string payment, bool renews, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task CancelAsync(string payment, CancellationToken cancellationToken) => throw new NotSupportedException();
}
