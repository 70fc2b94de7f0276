using Granary.Domain.Backups;
using Granary.Domain.Ports;

namespace Granary.Adapters.Objects;

/// <summary>
/// Takes the bytes of a file and sends them on in parts, one while the next is filled: two parts are in memory, however
/// large the file, and none is on a disk. What is written synchronously is kept until the next asynchronous call, because
/// nothing here may block; writers do so with an index at their end.
/// </summary>
internal sealed class UploadStream(IObjectBucket bucket, Patience patience, string name) : Stream
{
    private readonly string writer = System.Security.Cryptography.RandomNumberGenerator.GetHexString(32, lowercase: true);
    private MemoryStream filling = new();
    private MemoryStream travelling = new();
    private IObjectUpload? upload;
    private Task sending = Task.CompletedTask;
    private int sent;
    private long total;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    private IObjectUpload Upload => upload ??= bucket.Begin(name, writer);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        filling.Write(buffer);
        total += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            await SendFullAsync(cancellationToken).ConfigureAwait(false);
            var taken = (int)Math.Min(buffer.Length, bucket.PartSizes.Of(sent + 1) - filling.Length);
            Write(buffer.Span[..taken]);
            buffer = buffer[taken..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Does nothing: a part that is not full is not sent before the end.</summary>
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Makes the object of what was written.</summary>
    /// <returns>False when there is one of that name, made by somebody else.</returns>
    public async Task<bool> CompleteAsync(CancellationToken cancellationToken)
    {
        if (sent == 0 && filling.Length <= bucket.PartSizes.Of(1))
            return await ConcludeAsync(token => Upload.PutAsync(new ArraySegment<byte>(filling.GetBuffer(), 0, (int)filling.Length), token), cancellationToken).ConfigureAwait(false);

        await SendFullAsync(cancellationToken).ConfigureAwait(false);
        if (filling.Length > 0) await SendAsync((int)filling.Length, cancellationToken).ConfigureAwait(false);
        await sending.ConfigureAwait(false);
        return await ConcludeAsync(Upload.CompleteAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes what was sent of a file that will not be. What cannot be removed now is left to whoever tidies the folder.</summary>
    public async Task DiscardAsync()
    {
        try
        {
            await sending.ConfigureAwait(false);
        }
        catch (Exception e) when (e is ObjectStoreException or TransientException or OperationCanceledException)
        {
            // It is why the file will not be.
        }
        if (sent == 0) return;
        try
        {
            using var limit = patience.Limit();
            await Upload.DiscardAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ObjectStoreException or OperationCanceledException)
        {
            // Once is enough: whoever called waits to be told why the file failed.
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        filling.Dispose();
        travelling.Dispose();
        base.Dispose(disposing);
    }

    private async Task SendFullAsync(CancellationToken cancellationToken)
    {
        // Nothing is left to send after the last part that the store takes, and there is no size to ask for.
        while (filling.Length > 0 && filling.Length >= bucket.PartSizes.Of(sent + 1)) await SendAsync(bucket.PartSizes.Of(sent + 1), cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(int count, CancellationToken cancellationToken)
    {
        await sending.ConfigureAwait(false);
        (filling, travelling) = (travelling, filling);
        filling.SetLength(0);
        filling.Write(travelling.GetBuffer(), count, (int)travelling.Length - count);
        var part = new ArraySegment<byte>(travelling.GetBuffer(), 0, count);
        var number = ++sent;
        sending = patience.RunAsync($"take part {number} of {name}", token => Upload.PutPartAsync(number, part, token), cancellationToken);
    }

    // A request that failed may have been carried out, and one that is repeated then finds its own object in the way. So the
    // store is asked what it has: whose word the object bears, that one made it.
    private async Task<bool> ConcludeAsync(Func<CancellationToken, Task> request, CancellationToken cancellationToken)
    {
        var found = await patience.RunAsync<StoredObject?>($"take {name}", async token =>
        {
            try
            {
                await request(token).ConfigureAwait(false);
            }
            catch (ObjectStoreException e) when (e.Kind is not FailureKind.Refused)
            {
                var there = await bucket.FindAsync(name, token).ConfigureAwait(false);
                // What was in the way is gone, or is what somebody tidies up with: neither is a file of that name.
                if (there is null && e.Kind is not FailureKind.Missing) throw new ObjectStoreException(FailureKind.Passing, e.Message, e);
                return there;
            }
            return await bucket.FindAsync(name, token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);

        if (found is null) throw Failure($"{name} is not there after it was written: somebody removed it, or its parts, meanwhile.");
        if (found.Writer != writer) return false;
        if (found.Length == total && found.Checksum == Upload.Checksum) return true;
        await patience.RunAsync($"remove {name}", token => bucket.DeleteAsync(name, token), cancellationToken).ConfigureAwait(false);
        throw Failure($"{name} arrived damaged: the store has {found.Length} bytes with the checksum {found.Checksum ?? "(none)"}, sent were {total} with {Upload.Checksum}. It is removed.");
    }

    private static TransientException Failure(string message) => new(message) { Side = FaultSide.Store };
}
