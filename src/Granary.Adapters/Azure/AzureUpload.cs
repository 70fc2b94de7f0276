using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Granary.Adapters.Objects;

namespace Granary.Adapters.Azure;

/// <summary>
/// A blob on its way to Azure. The store compares each block with its MD5 as it comes in; of the whole it makes no checksum
/// itself, and keeps the one that it is given.
/// </summary>
internal sealed class AzureUpload(AzureBucket bucket, BlobContainerClient container, string name, string writer) : IObjectUpload
{
    private readonly BlockBlobClient blob = container.GetBlockBlobClient(name);
    private readonly List<string> blocks = [];
    private readonly IncrementalHash whole = IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    public static BlobRequestConditions OnlyIfNone => new() { IfNoneMatch = ETag.All };

    public string Checksum { get; private set; } = "";

    private Dictionary<string, string> Metadata => new() { [AzureBucket.WriterMark] = writer };

    private static UploadTransferValidationOptions Compared => new() { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 };

    public Task PutAsync(ArraySegment<byte> content, CancellationToken cancellationToken) =>
        AzureFailure.TranslateAsync($"take {name}", () =>
        {
            var hash = MD5.HashData(content);
            Checksum = Convert.ToBase64String(hash);
            return blob.UploadAsync(Reading(content), new BlobUploadOptions
            {
                Conditions = OnlyIfNone,
                Metadata = Metadata,
                HttpHeaders = new BlobHttpHeaders { ContentHash = hash },
                // What is shorter than this goes in one request.
                TransferOptions = new StorageTransferOptions { InitialTransferSize = content.Count + 1 },
                TransferValidation = Compared,
            }, cancellationToken);
        });

    public Task PutPartAsync(int number, ArraySegment<byte> content, CancellationToken cancellationToken) =>
        AzureFailure.TranslateAsync($"take block {number} of {name}", async () =>
        {
            // All of one length, as Azure wants them, and nobody else's: writers of one name share its blocks.
            var block = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{writer}{number:00000}")));
            await blob.StageBlockAsync(block, Reading(content), new BlockBlobStageBlockOptions { TransferValidation = Compared }, cancellationToken).ConfigureAwait(false);
            blocks.Add(block);
            whole.AppendData(content);
            return true;
        });

    public Task CompleteAsync(CancellationToken cancellationToken) =>
        AzureFailure.TranslateAsync($"put {name} together", () =>
        {
            var hash = whole.GetCurrentHash();
            Checksum = Convert.ToBase64String(hash);
            return blob.CommitBlockListAsync(blocks, new CommitBlockListOptions
            {
                Conditions = OnlyIfNone,
                Metadata = Metadata,
                HttpHeaders = new BlobHttpHeaders { ContentHash = hash },
            }, cancellationToken);
        });

    public Task DiscardAsync(CancellationToken cancellationToken) => bucket.DiscardAsync(new UnfinishedUpload(name, ""), cancellationToken);

    private static MemoryStream Reading(ArraySegment<byte> content) => new(content.Array!, content.Offset, content.Count, writable: false);
}
