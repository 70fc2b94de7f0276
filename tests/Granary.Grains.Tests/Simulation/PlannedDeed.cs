using Granary.Domain.Tenants;

namespace Granary.Grains.Tests.Simulation;

/// <summary>A deed and when it is done, or soon after.</summary>
internal sealed record PlannedDeed(DateTimeOffset At, TenantId Tenant, Deed Deed);
