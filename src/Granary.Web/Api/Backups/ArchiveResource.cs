namespace Granary.Web.Api.Backups;

/// <summary>A file of a backup.</summary>
/// <param name="Name">Such as <c>Data_001.zip</c>.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of the whole file, in lower-case hexadecimal; also its ETag.</param>
/// <param name="Url">Where it is downloaded, with the same credential; in ranges, where that is wanted.</param>
internal sealed record ArchiveResource(string Name, long Size, string Sha256, Uri Url);
