using Granary.Adapters.Objects;

namespace Granary.Adapters.Tests.Objects;

/// <summary>Takes parts, at once, and keeps none.</summary>
internal sealed class EndlessBucket : IObjectBucket, IObjectUpload
{
    public int Parts { get; private set; }

    public PartSizes PartSizes { get; } = new(8 << 20, 1 << 30, 1_000, 10_000);

    public string Checksum => "";

    public IObjectUpload Begin(string name, string writer) => this;

    public Task PutPartAsync(int number, ArraySegment<byte> content, CancellationToken cancellationToken)
    {
        Assert.Equal(++Parts, number);
        return Task.CompletedTask;
    }

    public Task PutAsync(ArraySegment<byte> content, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task CompleteAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DiscardAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoredObject?> FindAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Stream> ReadAsync(StoredObject found, long from, long count, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ObjectPage<string>> ListAsync(string prefix, string? from, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ObjectPage<UnfinishedUpload>> ListUnfinishedAsync(string prefix, string? from, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DiscardAsync(UnfinishedUpload upload, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Uri> LinkAsync(string name, TimeSpan lifetime, string contentDisposition, string contentType) => throw new NotSupportedException();
}
