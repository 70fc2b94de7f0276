namespace Granary.Domain.Backups;

/// <summary>Why something failed: stored, logged and shown unchanged.</summary>
/// <param name="Detail">For whoever repairs it: a sentence without row content and without secrets.</param>
[GenerateSerializer, Immutable, Alias("granary.Fault")]
public sealed record Fault(
    [property: Id(0)] FaultStage Stage,
    [property: Id(1)] FaultSide Side,
    [property: Id(2)] bool Retryable,
    [property: Id(3)] string Detail);
