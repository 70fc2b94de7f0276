using Granary.Domain.Ports;
using Granary.Domain.Tenants;

namespace Granary.CrashPoints;

/// <summary>A mail server that notes what it was given: in a folder for each mail, under that of its tenant, a file for each time it was sent.</summary>
internal sealed class NotedMails(string folder) : INotifier
{
    /// <summary>The variable with the path of the folder.</summary>
    public const string Variable = "GRANARY_CRASH_MAILS";

    public bool IsOn => true;

    public Task SendAsync(TenantProfile tenant, Mail mail, CancellationToken cancellationToken)
    {
        var sent = Directory.CreateDirectory(Path.Combine(folder, tenant.Id.Name, mail.Id));
        return File.WriteAllTextAsync(Path.Combine(sent.FullName, Path.GetRandomFileName()), "", cancellationToken);
    }
}
