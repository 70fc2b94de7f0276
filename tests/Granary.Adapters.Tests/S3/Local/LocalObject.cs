namespace Granary.Adapters.Tests.S3.Local;

/// <summary>An object as it is kept.</summary>
/// <param name="Checksum">The SHA-256 as S3 tells it; null where whoever sent it gave none.</param>
internal sealed record LocalObject(byte[] Content, string ETag, string? Checksum, IReadOnlyDictionary<string, string> Metadata);
