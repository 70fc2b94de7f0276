using Granary.Domain.Tenants;

namespace Granary.Adapters.Postgres;

/// <summary>A tenant and where its data is.</summary>
/// <param name="Database">The connection string.</param>
/// <param name="Schema">Its schema; null where the tenancy is not by schema.</param>
/// <param name="Key">Its value in the tenant column; null where there is none.</param>
internal sealed record PostgresTenant(TenantProfile Profile, string Database, string? Schema, string? Key);
