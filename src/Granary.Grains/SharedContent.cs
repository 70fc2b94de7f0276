using Granary.Domain.Ports;

namespace Granary.Grains;

internal sealed class SharedContent(Stream content, Slot slot) : ContentStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        slot.ReadAsync(content.ReadAsync(buffer, cancellationToken), cancellationToken);

    public override ValueTask DisposeAsync() => content.DisposeAsync();
}
