namespace Granary.Domain.Scheduling;

/// <summary>An occurrence that does not run, and why.</summary>
[GenerateSerializer, Immutable, Alias("granary.SkippedRun")]
public sealed record SkippedRun([property: Id(0)] Occurrence Occurrence, [property: Id(1)] SkipReason Reason);
