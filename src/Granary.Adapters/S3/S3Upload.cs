using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Granary.Adapters.Objects;

namespace Granary.Adapters.S3;

/// <summary>
/// An object on its way to S3. The store compares each part with its SHA-256 as it comes in, and tells a checksum of the
/// whole that it made itself: the SHA-256 of those of the parts.
/// </summary>
internal sealed class S3Upload(IAmazonS3 s3, string bucket, string name, string writer) : IObjectUpload
{
    private const string OnlyIfNone = "*";

    private readonly List<PartETag> parts = [];
    private readonly List<byte> digests = [];
    private string? id;

    public string Checksum { get; private set; } = "";

    public Task PutAsync(ArraySegment<byte> content, CancellationToken cancellationToken) =>
        S3Failure.TranslateAsync($"take {name}", () =>
        {
            Checksum = Convert.ToBase64String(SHA256.HashData(content));
            return s3.PutObjectAsync(new PutObjectRequest
            {
                BucketName = bucket,
                Key = name,
                InputStream = Reading(content),
                UseChunkEncoding = false,
                ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
                ChecksumSHA256 = Checksum,
                IfNoneMatch = OnlyIfNone,
                Metadata = { [S3Bucket.WriterMark] = writer },
            }, cancellationToken);
        });

    public Task PutPartAsync(int number, ArraySegment<byte> content, CancellationToken cancellationToken) =>
        S3Failure.TranslateAsync($"take part {number} of {name}", async () =>
        {
            id ??= await BeginAsync(cancellationToken).ConfigureAwait(false);
            var digest = SHA256.HashData(content);
            var checksum = Convert.ToBase64String(digest);
            var taken = await s3.UploadPartAsync(new UploadPartRequest
            {
                BucketName = bucket,
                Key = name,
                UploadId = id,
                PartNumber = number,
                PartSize = content.Count,
                InputStream = Reading(content),
                UseChunkEncoding = false,
                ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
                ChecksumSHA256 = checksum,
            }, cancellationToken).ConfigureAwait(false);
            parts.Add(new PartETag(number, taken.ETag) { ChecksumSHA256 = checksum });
            digests.AddRange(digest);
            return true;
        });

    public Task CompleteAsync(CancellationToken cancellationToken) =>
        S3Failure.TranslateAsync($"put {name} together", () =>
        {
            Checksum = Convert.ToBase64String(SHA256.HashData([.. digests]));
            return s3.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = bucket, Key = name, UploadId = id, PartETags = parts, IfNoneMatch = OnlyIfNone }, cancellationToken);
        });

    public Task DiscardAsync(CancellationToken cancellationToken) =>
        id is null ? Task.CompletedTask : S3Bucket.DiscardAsync(s3, bucket, new UnfinishedUpload(name, id), cancellationToken);

    private static MemoryStream Reading(ArraySegment<byte> content) => new(content.Array!, content.Offset, content.Count, writable: false);

    private async Task<string> BeginAsync(CancellationToken cancellationToken) =>
        (await s3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest
        {
            BucketName = bucket,
            Key = name,
            ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
            Metadata = { [S3Bucket.WriterMark] = writer },
        }, cancellationToken).ConfigureAwait(false)).UploadId;
}
