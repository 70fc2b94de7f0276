using System.Reflection;
using Granary.Domain.Tenants;

namespace Granary.Contracts;

/// <summary>
/// For whom grains are called. It goes along with every call, and a tenant's grain refuses one that is for another tenant or says
/// nothing. Whoever calls from outside a grain says it once, from what has been proven: a session's claims, a token. It keeps a mistake
/// from becoming a leak; it is no proof against a program that is let into the cluster, which can say what it likes.
/// </summary>
/// <param name="Tenant">Whose; null unless the kind is <see cref="CallerKind.Tenant"/>.</param>
[GenerateSerializer, Immutable, Alias("granary.Caller")]
public sealed record Caller(
    [property: Id(0)] CallerKind Kind,
    [property: Id(1)] TenantId? Tenant)
{
    private const string Key = "granary.caller";

    public static Caller Vendor { get; } = new(CallerKind.Vendor, null);

    public static Caller Operator { get; } = new(CallerKind.Operator, null);

    public static Caller Granary { get; } = new(CallerKind.Granary, null);

    /// <summary>Null where nobody has said it.</summary>
    public static Caller? Current => RequestContext.Get(Key) as Caller;

    public static Caller Of(TenantId tenant) => new(CallerKind.Tenant, tenant);

    /// <summary>From here on grains are called for this one, in all that is awaited or begun, until what is returned is disposed of.</summary>
    public IDisposable Enter()
    {
        var entered = new Entered(RequestContext.Get(Key));
        RequestContext.Set(Key, this);
        return entered;
    }

    /// <summary>Whether a method of that tenant's grains may be called.</summary>
    public bool MayCall(TenantId tenant, MethodInfo method) => Kind switch
    {
        CallerKind.Tenant => Tenant == tenant,
        CallerKind.Operator => method.IsDefined(typeof(AdmitsOperatorsAttribute)),
        CallerKind.Vendor or CallerKind.Granary => true,
        _ => false,
    };

    private sealed class Entered(object? before) : IDisposable
    {
        public void Dispose()
        {
            if (before is null) RequestContext.Remove(Key);
            else RequestContext.Set(Key, before);
        }
    }
}
