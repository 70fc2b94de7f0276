namespace Granary.Domain.Tenants;

[GenerateSerializer, Alias("granary.ActorKind")]
public enum ActorKind
{
    /// <summary>A person of the tenant.</summary>
    Person,

    /// <summary>The SaaS itself, with its service credential.</summary>
    Vendor,

    /// <summary>A person who runs the service.</summary>
    Operator,

    /// <summary>Granary, on its own account.</summary>
    System,

    /// <summary>A program of the tenant, by an API token; the id is the token's number.</summary>
    Token,
}
