namespace Granary.Archive.Parts;

/// <summary>How far the export of a module has come.</summary>
/// <param name="Parts">Parts that are finished and stored.</param>
/// <param name="Records">Records, or attachments, that are read; those of an unfinished part included while it is written.</param>
/// <param name="Done">True when nothing is left to do.</param>
public sealed record PartProgress(int Parts, long Records, bool Done);
