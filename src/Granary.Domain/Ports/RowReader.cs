namespace Granary.Domain.Ports;

/// <summary>
/// Reads records one after the other, and their cells as the UTF-8 bytes that belong into the file, so that no cell
/// becomes a string on its way. One reader, one thread.
/// </summary>
public abstract class RowReader : IAsyncDisposable
{
    /// <summary>Moves to the next record; false after the last one.</summary>
    public abstract ValueTask<bool> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The cell of the current record. <paramref name="utf8"/> is valid until the next <see cref="ReadAsync"/> or
    /// <see cref="Read"/>, and empty for <see cref="CellKind.Null"/>.
    /// </summary>
    public abstract CellKind Read(int column, out ReadOnlySpan<byte> utf8);

    public abstract ValueTask DisposeAsync();
}
