using Granary.Domain.Ports;

namespace Granary.Adapters.Postgres;

/// <summary>Content that comes from the server as it is asked for.</summary>
/// <param name="what">What is read, for whoever has to know why it could not be.</param>
internal abstract class PostgresReadStream(string what) : ContentStream
{
    private bool failed, disposed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return buffer.IsEmpty ? 0 : await ReadPieceAsync(buffer, cancellationToken);
        }
        catch (Exception e)
        {
            failed = true;
            if (PostgresFailure.IsOne(e)) throw PostgresFailure.Of(e, what);
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        await EndAsync(!failed);
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
    }

    protected abstract ValueTask<int> ReadPieceAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <param name="isGood">Whether the session can be used again.</param>
    protected abstract ValueTask EndAsync(bool isGood);
}
