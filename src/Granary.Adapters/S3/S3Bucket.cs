using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Granary.Adapters.Objects;

namespace Granary.Adapters.S3;

/// <summary>A bucket of S3.</summary>
internal sealed class S3Bucket(IAmazonS3 s3, string bucket, bool overTls) : IObjectBucket
{
    /// <summary>Where an object says who made it.</summary>
    public const string WriterMark = "granary-writer";

    // 5 MiB to 5 GiB, 10,000 of them, 5 TiB in all.
    public PartSizes PartSizes { get; init; } = new(First: 8 << 20, Largest: 1 << 30, Doubling: 600, Count: 10_000);

    public IObjectUpload Begin(string name, string writer) => new S3Upload(s3, bucket, name, writer);

    public Task<StoredObject?> FindAsync(string name, CancellationToken cancellationToken) =>
        S3Failure.TranslateAsync($"look for {name}", async () =>
        {
            try
            {
                var found = await s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket, Key = name, ChecksumMode = ChecksumMode.ENABLED }, cancellationToken).ConfigureAwait(false);
                return new StoredObject(name, found.ContentLength, found.ETag, found.Metadata[WriterMark] ?? "", Digest(found.ChecksumSHA256));
            }
            catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
            {
                return null;
            }
        });

    public Task<Stream> ReadAsync(StoredObject found, long from, long count, CancellationToken cancellationToken) =>
        S3Failure.TranslateAsync($"read {found.Name}", async () =>
        {
            var request = new GetObjectRequest { BucketName = bucket, Key = found.Name, ByteRange = new ByteRange(from, from + count - 1), EtagToMatch = found.Version };
            return (await s3.GetObjectAsync(request, cancellationToken).ConfigureAwait(false)).ResponseStream;
        });

    public Task<ObjectPage<string>> ListAsync(string prefix, string? from, CancellationToken cancellationToken) =>
        S3Failure.TranslateAsync($"list {prefix}", async () =>
        {
            var page = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, ContinuationToken = from }, cancellationToken).ConfigureAwait(false);
            return new ObjectPage<string>([.. (page.S3Objects ?? []).Select(found => found.Key)], page.IsTruncated is true ? page.NextContinuationToken : null);
        });

    public Task<ObjectPage<UnfinishedUpload>> ListUnfinishedAsync(string prefix, string? from, CancellationToken cancellationToken) =>
        S3Failure.TranslateAsync($"list the uploads of {prefix}", async () =>
        {
            var marker = UploadMarker.Parse(from);
            var request = new ListMultipartUploadsRequest { BucketName = bucket, Prefix = prefix, KeyMarker = marker?.Name, UploadIdMarker = marker?.Id };
            var page = await s3.ListMultipartUploadsAsync(request, cancellationToken).ConfigureAwait(false);
            return new ObjectPage<UnfinishedUpload>(
                [.. (page.MultipartUploads ?? []).Select(upload => new UnfinishedUpload(upload.Key, upload.UploadId))],
                page.IsTruncated is true ? new UploadMarker(page.NextKeyMarker, page.NextUploadIdMarker).ToString() : null);
        });

    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        S3Failure.TranslateAsync($"delete {name}", () => s3.DeleteObjectAsync(bucket, name, cancellationToken));

    public Task DiscardAsync(UnfinishedUpload upload, CancellationToken cancellationToken) => DiscardAsync(s3, bucket, upload, cancellationToken);

    public Task<Uri> LinkAsync(string name, TimeSpan lifetime, string contentDisposition, string contentType) =>
        S3Failure.TranslateAsync($"sign a link to {name}", async () => new Uri(await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = bucket,
            Key = name,
            Verb = HttpVerb.GET,
            Protocol = overTls ? Protocol.HTTPS : Protocol.HTTP,
            Expires = TimeProvider.System.GetUtcNow().Add(lifetime).UtcDateTime,
            ResponseHeaderOverrides = { ContentDisposition = contentDisposition, ContentType = contentType, CacheControl = "private, no-store" },
        }).ConfigureAwait(false)));

    // Behind a dash S3 says of how many parts it is; not every store does.
    private static string? Digest(string? checksum) => checksum?.Split('-')[0];

    internal static Task DiscardAsync(IAmazonS3 s3, string bucket, UnfinishedUpload upload, CancellationToken cancellationToken) =>
        S3Failure.TranslateAsync($"remove the parts of {upload.Name}", async () =>
        {
            try
            {
                await s3.AbortMultipartUploadAsync(bucket, upload.Name, upload.Id, cancellationToken).ConfigureAwait(false);
            }
            catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
            {
                // Put together or removed already.
            }
            return true;
        });
}
