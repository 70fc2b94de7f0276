using Granary.Domain.Ports;

namespace Granary.Grains;

internal sealed class SharedRowReader(RowReader rows, Slot slot) : RowReader
{
    // Looking at the clock for each row would cost more than the row.
    private const int LookEvery = 64;

    private int read;

    public override ValueTask<bool> ReadAsync(CancellationToken cancellationToken) =>
        ++read % LookEvery == 0 ? PassOnAndReadAsync(cancellationToken) : slot.ReadAsync(rows.ReadAsync(cancellationToken), cancellationToken);

    public override CellKind Read(int column, out ReadOnlySpan<byte> utf8) => rows.Read(column, out utf8);

    public override ValueTask DisposeAsync() => rows.DisposeAsync();

    private async ValueTask<bool> PassOnAndReadAsync(CancellationToken cancellationToken)
    {
        await slot.PassOnAsync(cancellationToken);
        return await slot.ReadAsync(rows.ReadAsync(cancellationToken), cancellationToken);
    }
}
