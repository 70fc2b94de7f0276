using System.Collections.Concurrent;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Testing.Webhooks;

/// <summary>Keeps what the vendor would be told; nobody wants to be told anything unless a test says so.</summary>
public sealed class RecordingWebhook : IWebhook
{
    public bool IsOn { get; set; }

    /// <summary>Thrown instead of taking a message, as often as it is there.</summary>
    public ConcurrentQueue<Exception> Faults { get; } = [];

    public ConcurrentQueue<WebhookMessage> Sent { get; } = [];

    public bool Wants(WebhookKind kind) => IsOn;

    public Task SendAsync(TenantId tenant, WebhookMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Faults.TryDequeue(out var fault)) throw fault;
        Sent.Enqueue(message);
        return Task.CompletedTask;
    }
}
