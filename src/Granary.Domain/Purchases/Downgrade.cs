namespace Granary.Domain.Purchases;

/// <summary>An edition given up for a lower one. It ends with what it lowered: who is paid back keeps no part of it.</summary>
/// <param name="Edition">The lower one.</param>
/// <param name="ProfileEdition">What the SaaS said then.</param>
/// <param name="Of">The order of the edition that was given up; null when the SaaS gave it.</param>
[GenerateSerializer, Immutable, Alias("granary.Downgrade")]
public sealed record Downgrade([property: Id(0)] string Edition, [property: Id(1)] string ProfileEdition, [property: Id(2)] OrderNumber? Of);
