using Granary.Domain.Purchases;
using Granary.Domain.Tenants;

namespace Granary.Domain.Ports;

/// <summary>An order's name outside of its tenant: <c>region/tenant/number</c>.</summary>
public static class PaymentKey
{
    public static string Of(TenantId tenant, OrderNumber order) => $"{tenant}/{order}";

    public static bool TryParse(string? key, out TenantId tenant, out OrderNumber order)
    {
        (tenant, order) = (default, default);
        return key?.LastIndexOf('/') is > 0 and var slash && TenantId.TryParse(key[..slash], out tenant) && OrderNumber.TryParse(key[(slash + 1)..], out order);
    }
}
