namespace Granary.Domain.Quotas;

/// <summary>One-time units that were bought together. Which of them are used is seen from the entries of the ledger.</summary>
/// <param name="Source">The number of the order.</param>
/// <param name="Reduced">How many were given up.</param>
/// <param name="Folded">How many were used by entries that are not kept one by one any more.</param>
/// <param name="IsEntitled">False when their payment was taken back: then none is left.</param>
[GenerateSerializer, Immutable, Alias("granary.UnitLot")]
public sealed record UnitLot(
    [property: Id(0)] long Source,
    [property: Id(1)] int Units,
    [property: Id(2)] int Reduced = 0,
    [property: Id(3)] int Folded = 0,
    [property: Id(4)] bool IsEntitled = true);
