using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.CrashPoints;

/// <summary>A mail server that lists in a file what it was given: a line for each mail, the tenant and the id.</summary>
internal sealed class NotedMails(string list) : INotifier
{
    /// <summary>The variable with the path of the list, which exists.</summary>
    public const string Variable = "GRANARY_CRASH_MAILS";

    public bool IsOn => true;

    // Short lines that are appended do not tear one another, whichever process appends.
    public Task SendAsync(TenantProfile tenant, Mail mail, CancellationToken cancellationToken) =>
        File.AppendAllTextAsync(list, $"{tenant.Id}\t{mail.Id}\n", cancellationToken);
}
