namespace Granary.Contracts;

/// <summary>What kind of caller grains are called for.</summary>
[GenerateSerializer, Alias("granary.CallerKind")]
public enum CallerKind
{
    /// <summary>Somebody of one tenant, or the tenant's own grains.</summary>
    Tenant,

    /// <summary>The SaaS, which may name any tenant.</summary>
    Vendor,

    /// <summary>Somebody who runs the service: only for what says that it admits operators.</summary>
    Operator,

    /// <summary>Granary on its own account: what looks after every tenant.</summary>
    Granary,
}
