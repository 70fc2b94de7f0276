using System.Collections.Concurrent;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.Testing;

/// <summary>Keeps the mails instead of sending them; off, and without a fault, unless told otherwise.</summary>
public sealed class RecordingNotifier : INotifier
{
    public bool IsOn { get; set; }

    /// <summary>Thrown instead of taking a mail, as often as it is there.</summary>
    public ConcurrentQueue<Exception> Faults { get; } = [];

    public ConcurrentQueue<Mail> Sent { get; } = [];

    public Task SendAsync(TenantProfile tenant, Mail mail, CancellationToken cancellationToken)
    {
        if (Faults.TryDequeue(out var fault)) throw fault;
        Sent.Enqueue(mail);
        return Task.CompletedTask;
    }
}
