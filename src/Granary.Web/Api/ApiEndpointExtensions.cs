using Granary.Domain.Tenants;
using Granary.Web.Api.Limits;
using Granary.Web.SignIn;

namespace Granary.Web.Api;

/// <summary>What the table of endpoints is written in.</summary>
internal static class ApiEndpointExtensions
{
    /// <summary>For whoever may do that in the own tenant.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, ApiScope scope) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(Policies.Of(scope)).WithMetadata(new ScopeMetadata(scope));

    public static TBuilder Limited<TBuilder>(this TBuilder endpoint, LimitKind kind) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new LimitMetadata(kind));

    /// <summary>The ways in which it says no, besides those that all endpoints have.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, params ApiProblem[] problems) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new ProblemMetadata(problems));
}
