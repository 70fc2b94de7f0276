using System.Buffers;
using System.Threading.Channels;
using Granary.Domain.Ports;

namespace Granary.Adapters.Postgres;

/// <summary>
/// Reads a stream on a thread of its own, some pieces ahead of whoever asks for them. Read so, a COPY allocates nothing for its rows,
/// and the server goes on while they are made use of.
/// </summary>
internal sealed class PostgresReadAhead : ContentStream
{
    private const int PieceLength = 128 * 1024;
    private const int Pieces = 3;

    /// <summary>How long a server may take to stop sending.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<ArraySegment<byte>> filled = Channel.CreateUnbounded<ArraySegment<byte>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim room = new(Pieces);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stream source;
    private readonly Action cancel;
    private readonly TimeProvider time;
    private ArraySegment<byte> piece = ArraySegment<byte>.Empty;
    private int position;
    private bool isExhausted;
    private volatile bool stopping;

    /// <param name="cancel">Makes a read that waits fail; called from another thread.</param>
    public PostgresReadAhead(Stream source, Action cancel, TimeProvider time)
    {
        this.source = source;
        this.cancel = cancel;
        this.time = time;
        new Thread(Run) { IsBackground = true, Name = "COPY" }.Start();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (position == piece.Count)
        {
            GiveBack();
            if (await filled.Reader.WaitToReadAsync(cancellationToken) && filled.Reader.TryRead(out piece)) continue;
            isExhausted = true;
            return 0;
        }
        var length = Math.Min(buffer.Length, piece.Count - position);
        piece.AsSpan(position, length).CopyTo(buffer.Span);
        position += length;
        return length;
    }

    /// <summary>
    /// Ends the thread, then does what is to be done with the source. A server that does not answer is not waited for: that happens
    /// when the thread has given up.
    /// </summary>
    public async ValueTask StopAsync(Func<Task> end)
    {
        stopping = true;
        // What has come to its end must not be cancelled: that would be the next command's.
        if (!isExhausted) cancel();
        room.Release();
        await Task.WhenAny(EndAsync(end), Task.Delay(Patience, time));
    }

    private async Task EndAsync(Func<Task> end)
    {
        await ended.Task;
        GiveBack();
        while (filled.Reader.TryRead(out piece)) GiveBack();
        room.Dispose();
        await end();
    }

    private void GiveBack()
    {
        if (piece.Array is not { Length: > 0 } array) return;
        piece = ArraySegment<byte>.Empty;
        position = 0;
        ArrayPool<byte>.Shared.Return(array);
        room.Release();
    }

    private void Run()
    {
        Exception? failure = null;
        try
        {
            do room.Wait();
            while (!stopping && Fill());
        }
        catch (Exception e)
        {
            failure = e;
        }
        filled.Writer.Complete(failure);
        ended.SetResult();
    }

    private bool Fill()
    {
        var array = ArrayPool<byte>.Shared.Rent(PieceLength);
        var length = 0;
        try
        {
            // What is left of a row goes into the next piece.
            while (length < array.Length && !stopping)
            {
                var read = source.Read(array.AsSpan(length));
                if (read == 0) return false;
                length += read;
            }
            return true;
        }
        finally
        {
            filled.Writer.TryWrite(new ArraySegment<byte>(array, 0, length));
        }
    }
}
