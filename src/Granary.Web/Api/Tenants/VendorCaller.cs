using Granary.Domain.Tenants;
using Granary.Web.SignIn;

namespace Granary.Web.Api.Tenants;

/// <summary>The vendor, and the tenant that its path names; null where that can be no tenant.</summary>
internal sealed record VendorCaller(Actor Actor, TenantId? Tenant)
{
    public static ValueTask<VendorCaller?> BindAsync(HttpContext http) => ValueTask.FromResult(Visitor.Of(http.User) is { IsVendor: true } visitor
        ? new VendorCaller(visitor.Actor, TenantId.TryParse($"{http.Request.RouteValues["region"]}/{http.Request.RouteValues["name"]}", out var tenant) ? tenant : null)
        : null);
}
