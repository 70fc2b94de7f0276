using Granary.Domain.Jobs;

namespace Granary.Contracts;

/// <summary>A page of what happened to jobs.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="HasMore">True when there are older ones on a next page.</param>
[GenerateSerializer, Immutable, Alias("granary.JobHistory")]
public sealed record JobHistory(
    [property: Id(0)] IReadOnlyList<JobEntry> Entries,
    [property: Id(1)] bool HasMore);
