using Granary.Domain.Tenants;

namespace Granary.Domain.Ports;

/// <summary>A tenant and how it stands.</summary>
public sealed record FleetEntry(TenantId Tenant, Standing Standing);
