using Granary.Domain.Tenants;
using Granary.Web.SignIn;

namespace Granary.Web.Api;

/// <summary>Whoever calls for a tenant, which is the one of the credential: nothing else of a request can name one.</summary>
internal sealed record TenantCaller(TenantId Tenant, Visitor Visitor)
{
    public Actor Actor => Visitor.Actor;

    /// <summary>Whose notifications are read.</summary>
    public string Reader => Visitor.Id;

    public static ValueTask<TenantCaller?> BindAsync(HttpContext http) =>
        ValueTask.FromResult(Visitor.Of(http.User) is { Tenant: { } tenant } visitor ? new TenantCaller(tenant, visitor) : null);
}
