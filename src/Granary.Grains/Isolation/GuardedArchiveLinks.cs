using Granary.Domain.Ports;

namespace Granary.Grains.Isolation;

/// <summary>As <see cref="GuardedArchiveStore"/>, for links.</summary>
internal sealed class GuardedArchiveLinks(IArchiveLinks links) : IArchiveLinks
{
    public bool IsOn => links.IsOn;

    public Task<Uri?> LinkAsync(ArchiveKey key, string savedAs, string contentType, CancellationToken cancellationToken) =>
        links.LinkAsync(GuardedArchiveStore.Own(key), savedAs, contentType, cancellationToken);
}
