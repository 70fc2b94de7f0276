using Granary.Domain.Tenants;

namespace Granary.Domain.Ports;

/// <summary>Carries notifications out of Granary. Throws <see cref="TransientException"/> when trying again may help.</summary>
public interface INotifier
{
    /// <summary>False when no mail is to be sent at all.</summary>
    bool IsOn { get; }

    /// <summary>Sends one mail. The same mail may be sent again after a failure: its Message-ID is the same.</summary>
    Task SendAsync(TenantProfile tenant, Mail mail, CancellationToken cancellationToken);
}
