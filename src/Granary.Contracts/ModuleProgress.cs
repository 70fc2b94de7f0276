namespace Granary.Contracts;

/// <summary>How far one module of a backup is.</summary>
/// <param name="Name">The display name; for the attachments empty.</param>
/// <param name="IsAttachments">True for the row that stands for all attachments.</param>
/// <param name="Records">Records, or attachments, exported so far.</param>
/// <param name="Expected">How many there are; null when that is not known.</param>
[GenerateSerializer, Immutable, Alias("granary.ModuleProgress")]
public sealed record ModuleProgress(
    [property: Id(0)] string Name,
    [property: Id(1)] bool IsAttachments,
    [property: Id(2)] ModuleState State,
    [property: Id(3)] long Records,
    [property: Id(4)] long? Expected);
