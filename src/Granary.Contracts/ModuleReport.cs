using Granary.Domain.Backups;

namespace Granary.Contracts;

/// <summary>What a module's grain tells the backup's.</summary>
/// <param name="Fault">Why it failed; null unless it did.</param>
[GenerateSerializer, Immutable, Alias("granary.ModuleReport")]
public sealed record ModuleReport(
    [property: Id(0)] int Epoch,
    [property: Id(1)] string Stem,
    [property: Id(2)] ModuleState State,
    [property: Id(3)] long Records,
    [property: Id(4)] Fault? Fault);
