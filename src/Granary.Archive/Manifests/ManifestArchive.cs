namespace Granary.Archive.Manifests;

/// <param name="Sha256">Of the whole zip.</param>
public sealed record ManifestArchive(string Name, long Size, string Sha256, IReadOnlyList<ManifestEntry> Entries);
