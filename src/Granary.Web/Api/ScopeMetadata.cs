using Granary.Domain.Tenants;

namespace Granary.Web.Api;

/// <summary>What a token has to be allowed for an endpoint.</summary>
internal sealed record ScopeMetadata(ApiScope Scope);
