using System.Runtime.CompilerServices;
using Granary.Domain.Ports;
using Microsoft.Net.Http.Headers;

namespace Granary.Adapters.Objects;

/// <summary>Archives in an object store: an object for each file, named as its key, made only if there is none of that name.</summary>
/// <param name="prefix">What every name begins with; empty, or ending with a slash.</param>
/// <param name="linkLifetime">How long a link lives; zero: none are given.</param>
internal sealed class ObjectArchiveStore(IObjectBucket bucket, Patience patience, string prefix, TimeSpan linkLifetime) : IArchiveStore, IArchiveLinks
{
    public bool IsOn => linkLifetime > TimeSpan.Zero;

    public async Task<bool> WriteAsync(ArchiveKey key, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, cancellationToken) is not null) return false;

        await using var upload = new UploadStream(bucket, patience, NameOf(key));
        var completed = false;
        try
        {
            await write(upload, cancellationToken);
            return completed = await upload.CompleteAsync(cancellationToken);
        }
        finally
        {
            if (!completed) await upload.DiscardAsync();
        }
    }

    public async Task<Stream?> OpenAsync(ArchiveKey key, CancellationToken cancellationToken) =>
        await FindAsync(key, cancellationToken) is { } found ? new RangeStream(bucket, patience, found) : null;

    public async IAsyncEnumerable<ArchiveKey> ListAsync(ArchiveKey folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var root = NameOf(folder) + "/";
        // Sorted here: stores do not agree on what comes first.
        var names = await AllAsync(from => patience.RunAsync($"list {root}", token => bucket.ListAsync(root, from, token), cancellationToken));
        foreach (var name in names.Order(StringComparer.Ordinal))
            yield return name[root.Length..].Split('/').Aggregate(folder, (key, part) => key / part);
    }

    public async Task DeleteAsync(ArchiveKey key, CancellationToken cancellationToken)
    {
        await DiscardAsync(key, cancellationToken);
        var names = await AllAsync(from => patience.RunAsync($"list {key}", token => bucket.ListAsync(NameOf(key), from, token), cancellationToken));
        foreach (var name in names.Where(name => Holds(key, name)))
            await patience.RunAsync($"delete {name}", token => bucket.DeleteAsync(name, token), cancellationToken);
    }

    public Task DeleteUnfinishedAsync(ArchiveKey folder, CancellationToken cancellationToken) => DiscardAsync(folder, cancellationToken);

    public async Task<Uri?> LinkAsync(ArchiveKey key, string savedAs, string contentType, CancellationToken cancellationToken)
    {
        if (!IsOn) throw new InvalidOperationException("This store gives no links.");
        if (await FindAsync(key, cancellationToken) is null) return null;

        // Quotes, line breaks and everything that is not ASCII are encoded by it.
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(savedAs);
        return await bucket.LinkAsync(NameOf(key), linkLifetime, disposition.ToString(), contentType);
    }

    private async Task DiscardAsync(ArchiveKey key, CancellationToken cancellationToken)
    {
        var uploads = await AllAsync(from => patience.RunAsync($"list the uploads of {key}", token => bucket.ListUnfinishedAsync(NameOf(key), from, token), cancellationToken));
        foreach (var upload in uploads.Where(upload => Holds(key, upload.Name)))
            await patience.RunAsync($"remove the parts of {upload.Name}", token => bucket.DiscardAsync(upload, token), cancellationToken);
    }

    private static async Task<List<T>> AllAsync<T>(Func<string?, Task<ObjectPage<T>>> ask)
    {
        var all = new List<T>();
        string? from = null;
        do
        {
            var page = await ask(from);
            all.AddRange(page.Items);
            from = page.Next;
        }
        while (from is not null);
        return all;
    }

    private Task<StoredObject?> FindAsync(ArchiveKey key, CancellationToken cancellationToken) =>
        patience.RunAsync($"look for {key}", token => bucket.FindAsync(NameOf(key), token), cancellationToken);

    // A prefix of a name may end in the middle of a word: 7 is not the folder of 70.
    private bool Holds(ArchiveKey key, string name) => name == NameOf(key) || name.StartsWith(NameOf(key) + "/", StringComparison.Ordinal);

    private string NameOf(ArchiveKey key) => prefix + key;
}
