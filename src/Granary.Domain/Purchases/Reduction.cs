namespace Granary.Domain.Purchases;

/// <summary>Something given up. Nothing is paid back, and what a running backup has reserved stays.</summary>
[GenerateSerializer, Immutable, Alias("granary.Reduction")]
public abstract record Reduction
{
    private Reduction() { }

    /// <summary>A lower edition, from now on.</summary>
    [GenerateSerializer, Immutable, Alias("granary.Reduction.ToEdition")]
    public sealed record ToEdition([property: Id(0)] string Edition) : Reduction;

    /// <summary>So many unused one-time units.</summary>
    [GenerateSerializer, Immutable, Alias("granary.Reduction.OfUnits")]
    public sealed record OfUnits([property: Id(0)] int Count) : Reduction;

    /// <summary>The weekly subscription, at the end of what is paid.</summary>
    [GenerateSerializer, Immutable, Alias("granary.Reduction.OfSubscription")]
    public sealed record OfSubscription : Reduction;
}
