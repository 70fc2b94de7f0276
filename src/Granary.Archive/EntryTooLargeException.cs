namespace Granary.Archive;

/// <summary>A file reaches 4 GB, which no zip without Zip64 can hold.</summary>
internal sealed class EntryTooLargeException() : Exception("A single file reaches 4 GB, the most that an archive can hold.");
