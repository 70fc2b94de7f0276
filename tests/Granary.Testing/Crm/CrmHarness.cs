using Granary.Domain.Ports;
using Granary.Domain.Tenants;
using Microsoft.Extensions.Time.Testing;

namespace Granary.Testing.Crm;

/// <summary>A source over a scene, for <see cref="CrmSourceContract"/>.</summary>
public abstract class CrmHarness : IAsyncDisposable
{
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.Zero));

    public abstract ICrmSource Source { get; }

    /// <summary>The same CRM as another process sees it, or the same process after it has died.</summary>
    public abstract ICrmSource Reopen();

    /// <summary>What the application does meanwhile: adds a record, and an attachment to it.</summary>
    public abstract Task WriteAsync(TenantId tenant, string module, object?[] cells, SceneAttachment attachment);

    public abstract ValueTask DisposeAsync();
}
