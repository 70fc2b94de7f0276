namespace Granary.Archive.Manifests;

/// <param name="Count">Attachments in the archives; those that are missing are among the warnings.</param>
/// <param name="Size">Bytes of all of them before compression.</param>
/// <param name="Parts">The CSV files that map them, by their names in the data archives.</param>
public sealed record ManifestAttachments(long Count, long Size, IReadOnlyList<string> Parts);
