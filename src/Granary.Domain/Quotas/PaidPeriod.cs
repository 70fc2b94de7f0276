namespace Granary.Domain.Quotas;

/// <summary>A time for which the weekly subscription is paid.</summary>
/// <param name="Start">The instant of the capture.</param>
/// <param name="End">The first instant that is not paid any more.</param>
[GenerateSerializer, Immutable, Alias("granary.PaidPeriod")]
public sealed record PaidPeriod([property: Id(0)] DateTimeOffset Start, [property: Id(1)] DateTimeOffset End);
