using Granary.Domain.Purchases;

namespace Granary.Domain.Ports;

/// <summary>
/// Takes the money. What it tells is never taken on trust from a message: a message only says which order to ask about.
/// Throws <see cref="TransientException"/> when trying again may help; any other exception is for good.
/// </summary>
public interface IPaymentProvider
{
    /// <summary>
    /// Makes an order known, so that somebody can pay it. The order's key makes it the same payment however often it is called:
    /// at most one is ever captured.
    /// </summary>
    Task<PaymentSession> BeginAsync(PaymentRequest request, CancellationToken cancellationToken);

    /// <summary>Everything that has happened to a payment so far; empty while nothing has. What was told once is told again under the same id.</summary>
    Task<IReadOnlyList<PaymentEvent>> ReadAsync(string payment, CancellationToken cancellationToken);

    /// <summary>Whether the subscription that a payment began goes on after the month that is paid. The same again changes nothing; neither does it where no month is paid.</summary>
    Task SetRenewalAsync(string payment, bool renews, CancellationToken cancellationToken);

    /// <summary>Nobody is to pay it any more. One that is paid already stays paid: read it afterwards.</summary>
    Task CancelAsync(string payment, CancellationToken cancellationToken);

    /// <summary>Checks a message that came from outside; the provider is asked where a genuine one does not itself say what it is about.</summary>
    /// <param name="body">As it came, byte for byte: anybody may have written it.</param>
    /// <param name="signature">What came with it to prove where it is from; null when nothing did.</param>
    Task<PaymentMessage> ReadMessageAsync(ReadOnlyMemory<byte> body, string? signature, CancellationToken cancellationToken);
}
