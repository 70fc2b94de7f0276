using Granary.Domain.Backups;
using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Granary.Grains.Tests;

/// <summary>The list of open backups, of whichever process; who puts the first one on it falls asleep right after that.</summary>
internal sealed class HeldOpenBackups
{
    private readonly TaskCompletionSource<BackupId> added = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first one, which is on the list.</summary>
    public Task<BackupId> Added => added.Task;

    public void Release() => released.TrySetResult();

    public void TakePlace(IServiceCollection services)
    {
        var list = services.Last(service => service.ServiceType == typeof(IOpenBackups));
        services.AddSingleton<IOpenBackups>(provider => new List((IOpenBackups)ActivatorUtilities.CreateInstance(provider, list.ImplementationType!), this));
    }

    private sealed class List(IOpenBackups list, HeldOpenBackups held) : IOpenBackups
    {
        public async Task AddAsync(TenantId tenant, BackupId backup, CancellationToken cancellationToken)
        {
            await list.AddAsync(tenant, backup, cancellationToken);
            if (held.added.TrySetResult(backup)) await held.released.Task;
        }

        public Task RemoveAsync(TenantId tenant, BackupId backup, CancellationToken cancellationToken) => list.RemoveAsync(tenant, backup, cancellationToken);

        public Task<IReadOnlyList<(TenantId Tenant, BackupId Backup)>> ListAsync(CancellationToken cancellationToken) => list.ListAsync(cancellationToken);
    }
}
