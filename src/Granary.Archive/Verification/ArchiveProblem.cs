namespace Granary.Archive.Verification;

/// <summary>Something of a backup that is not as its manifest says.</summary>
/// <param name="File">The file concerned.</param>
/// <param name="Entry">The entry of the zip, where it is known.</param>
public sealed record ArchiveProblem(ArchiveProblemCode Code, string File, string? Entry = null);
