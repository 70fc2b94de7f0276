using Granary.Domain.Tenants;

namespace Granary.Domain.Ports;

/// <summary>Tells the vendor's backend what has happened to a tenant.</summary>
public interface IWebhook
{
    /// <summary>False when it is not to be told of that at all.</summary>
    bool Wants(WebhookKind kind);

    /// <summary>
    /// Sends one message, and returns once the backend has said that it has it. The same message may be sent again: its id is the same.
    /// </summary>
    /// <exception cref="TransientException">It may not have arrived; it is to be sent again.</exception>
    Task SendAsync(TenantId tenant, WebhookMessage message, CancellationToken cancellationToken);
}
