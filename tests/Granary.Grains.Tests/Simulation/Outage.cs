namespace Granary.Grains.Tests.Simulation;

/// <summary>A failure of silos.</summary>
/// <param name="Length">How long no silo runs; zero when one silo dies and another takes its place.</param>
/// <param name="Killed">Silos die as in a crash; otherwise they are stopped.</param>
/// <param name="WhenDue">It comes at the next moment at which a tenant has something to do.</param>
/// <param name="AfterReal">So long, on the real clock, after that moment.</param>
/// <param name="Silos">How many run afterwards.</param>
internal sealed record Outage(DateTimeOffset At, TimeSpan Length, bool Killed, bool WhenDue, TimeSpan AfterReal, short Silos);
