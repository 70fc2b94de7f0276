namespace Granary.Adapters.Objects;

/// <summary>
/// What S3 and Azure can both do, a request each: nothing is tried twice here. Failures are
/// <see cref="ObjectStoreException"/>s.
/// </summary>
internal interface IObjectBucket
{
    /// <summary>How large the pieces of an object may become.</summary>
    PartSizes PartSizes { get; }

    /// <summary>An object to be made. Asks nothing of the store yet.</summary>
    /// <param name="writer">A word that nobody else has, to be found on the object later.</param>
    IObjectUpload Begin(string name, string writer);

    Task<StoredObject?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Some bytes of an object; the stream is of the connection and may break off anywhere.</summary>
    Task<Stream> ReadAsync(StoredObject found, long from, long count, CancellationToken cancellationToken);

    /// <summary>Names that begin with a prefix.</summary>
    Task<ObjectPage<string>> ListAsync(string prefix, string? from, CancellationToken cancellationToken);

    /// <summary>Uploads whose names begin with a prefix.</summary>
    Task<ObjectPage<UnfinishedUpload>> ListUnfinishedAsync(string prefix, string? from, CancellationToken cancellationToken);

    /// <summary>Removes an object; does nothing when there is none.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes pieces; does nothing when there are none. Whoever still adds to them fails.</summary>
    Task DiscardAsync(UnfinishedUpload upload, CancellationToken cancellationToken);

    /// <summary>A link to read exactly one object.</summary>
    Task<Uri> LinkAsync(string name, TimeSpan lifetime, string contentDisposition, string contentType);
}
