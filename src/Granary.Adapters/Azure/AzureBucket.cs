using System.Net;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;
using Granary.Adapters.Objects;

namespace Granary.Adapters.Azure;

/// <summary>
/// A container of Azure Blob Storage. Blocks that were not put together belong to a name and not to an upload, and only
/// another blob of that name makes Azure forget them: so an empty one is put there and deleted again. It bears no mark of a
/// writer, which is how it is told from a file; what is without that mark is not there for anybody.
/// </summary>
internal sealed class AzureBucket(BlobContainerClient container) : IObjectBucket
{
    /// <summary>Where a blob says who made it.</summary>
    public const string WriterMark = "granarywriter";

    // Up to 4,000 MiB each, 50,000 of them.
    public PartSizes PartSizes { get; init; } = new(First: 8 << 20, Largest: 1 << 30, Doubling: 5_000, Count: 50_000);

    /// <summary>Whether nobody on the way can read along.</summary>
    public bool IsProtected => container.Uri.Scheme == Uri.UriSchemeHttps || container.Uri.IsLoopback;

    /// <summary>Whether the connection has the account's key, which signs links.</summary>
    public bool CanLink => container.CanGenerateSasUri;

    public IObjectUpload Begin(string name, string writer) => new AzureUpload(this, container, name, writer);

    public Task<StoredObject?> FindAsync(string name, CancellationToken cancellationToken) =>
        AzureFailure.TranslateAsync($"look for {name}", async () =>
        {
            try
            {
                BlobProperties found = await container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                return found.Metadata.TryGetValue(WriterMark, out var writer)
                    ? new StoredObject(name, found.ContentLength, found.ETag.ToString(), writer, found.ContentHash is { } hash ? Convert.ToBase64String(hash) : null)
                    : null;
            }
            catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.NotFound && e.ErrorCode != BlobErrorCode.ContainerNotFound)
            {
                return null;
            }
        });

    public Task<Stream> ReadAsync(StoredObject found, long from, long count, CancellationToken cancellationToken) =>
        AzureFailure.TranslateAsync($"read {found.Name}", async () =>
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(from, count), Conditions = new BlobRequestConditions { IfMatch = new ETag(found.Version) } };
            BlobDownloadStreamingResult read = await container.GetBlobClient(found.Name).DownloadStreamingAsync(options, cancellationToken).ConfigureAwait(false);
            return read.Content;
        });

    public Task<ObjectPage<string>> ListAsync(string prefix, string? from, CancellationToken cancellationToken) =>
        AzureFailure.TranslateAsync($"list {prefix}", async () =>
        {
            var page = await PageAsync(prefix, from, BlobStates.None, cancellationToken).ConfigureAwait(false);
            return new ObjectPage<string>([.. page.Items.Where(IsFile).Select(blob => blob.Name)], page.Next);
        });

    public Task<ObjectPage<UnfinishedUpload>> ListUnfinishedAsync(string prefix, string? from, CancellationToken cancellationToken) =>
        AzureFailure.TranslateAsync($"list the uploads of {prefix}", async () =>
        {
            var page = await PageAsync(prefix, from, BlobStates.Uncommitted, cancellationToken).ConfigureAwait(false);
            return new ObjectPage<UnfinishedUpload>([.. page.Items.Where(blob => !IsFile(blob)).Select(blob => new UnfinishedUpload(blob.Name, ""))], page.Next);
        });

    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        AzureFailure.TranslateAsync($"delete {name}", () => container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken));

    public Task DiscardAsync(UnfinishedUpload upload, CancellationToken cancellationToken) =>
        AzureFailure.TranslateAsync($"remove the parts of {upload.Name}", async () =>
        {
            var blob = container.GetBlobClient(upload.Name);
            try
            {
                await container.GetBlockBlobClient(upload.Name).CommitBlockListAsync([], new CommitBlockListOptions { Conditions = AzureUpload.OnlyIfNone }, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestFailedException e) when (AzureFailure.KindOf(e) is FailureKind.Taken)
            {
                // A file, which stays, or what another one who tidied left here.
            }
            try
            {
                BlobProperties there = await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                if (!there.Metadata.ContainsKey(WriterMark))
                    await blob.DeleteIfExistsAsync(conditions: new BlobRequestConditions { IfMatch = there.ETag }, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (RequestFailedException e) when (AzureFailure.KindOf(e) is FailureKind.Missing or FailureKind.Taken)
            {
                // Another one who tidies was faster.
            }
            return true;
        });

    public Task<Uri> LinkAsync(string name, TimeSpan lifetime, string contentDisposition, string contentType) =>
        AzureFailure.TranslateAsync($"sign a link to {name}", () =>
        {
            var blob = container.GetBlobClient(name);
            return Task.FromResult(blob.GenerateSasUri(new BlobSasBuilder(BlobSasPermissions.Read, TimeProvider.System.GetUtcNow().Add(lifetime))
            {
                BlobContainerName = container.Name,
                BlobName = name,
                Resource = "b",
                Protocol = container.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
                ContentDisposition = contentDisposition,
                ContentType = contentType,
                CacheControl = "private, no-store",
            }));
        });

    private static bool IsFile(BlobItem blob) => blob.Metadata?.ContainsKey(WriterMark) is true;

    private async Task<ObjectPage<BlobItem>> PageAsync(string prefix, string? from, BlobStates states, CancellationToken cancellationToken)
    {
        var pages = container.GetBlobsAsync(BlobTraits.Metadata, states, prefix, cancellationToken).AsPages(from);
        await foreach (var page in pages.ConfigureAwait(false))
            return new ObjectPage<BlobItem>(page.Values, page.ContinuationToken is { Length: > 0 } next ? next : null);
        return new ObjectPage<BlobItem>([], null);
    }
}
