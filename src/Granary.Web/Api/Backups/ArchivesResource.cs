namespace Granary.Web.Api.Backups;

/// <summary>What there is to download of a backup.</summary>
/// <param name="ExpiresAt">From then on it cannot be downloaded.</param>
/// <param name="Items">Archives first, then the manifest and its signature.</param>
internal sealed record ArchivesResource(DateTimeOffset ExpiresAt, IReadOnlyList<ArchiveResource> Items);
