namespace Granary.Domain.Jobs;

/// <summary>Somebody as programs know them that have numbers for everything.</summary>
/// <param name="Number">From 1, and for ever theirs within the tenant.</param>
/// <param name="Name">The name to show.</param>
[GenerateSerializer, Immutable, Alias("granary.NumberedActor")]
public sealed record NumberedActor(
    [property: Id(0)] long Number,
    [property: Id(1)] string Name);
