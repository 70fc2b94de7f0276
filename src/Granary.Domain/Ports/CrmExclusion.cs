namespace Granary.Domain.Ports;

/// <summary>Something of the CRM that no backup contains.</summary>
/// <param name="What">What it is.</param>
/// <param name="Name">The table, or <c>table.column</c>, or the table whose rows are concerned.</param>
/// <param name="Reason">Why, as a sentence for the reader of the manifest.</param>
/// <param name="Cause">Who decided so.</param>
/// <param name="Count">How many rows are concerned; null where nobody has counted.</param>
[GenerateSerializer, Immutable, Alias("granary.CrmExclusion")]
public sealed record CrmExclusion(
    [property: Id(0)] ExclusionKind What,
    [property: Id(1)] string Name,
    [property: Id(2)] string Reason,
    [property: Id(3)] ExclusionCause Cause = ExclusionCause.Configured,
    [property: Id(4)] long? Count = null);
