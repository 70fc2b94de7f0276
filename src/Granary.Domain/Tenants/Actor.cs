namespace Granary.Domain.Tenants;

/// <summary>Who did something: kept in the log under the name the person had at that moment.</summary>
/// <param name="Id">The id at the identity provider; what "the same person" means.</param>
/// <param name="Name">The name to show.</param>
[GenerateSerializer, Immutable, Alias("granary.Actor")]
public sealed record Actor(
    [property: Id(0)] ActorKind Kind,
    [property: Id(1)] string Id,
    [property: Id(2)] string Name)
{
    /// <summary>Granary itself, for what no person asked for.</summary>
    public static Actor Granary { get; } = new(ActorKind.System, "granary", "Granary");
}
