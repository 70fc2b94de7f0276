using Granary.Domain.Ports;

namespace Granary.Archive.Zip;

/// <summary>Puts deflated entries together into a zip, byte for byte as they lie in the parts.</summary>
internal static class ZipWriter
{
    public static async Task WriteAsync(
        Stream output, IReadOnlyList<ZipItem> items, DateTimeOffset time, IArchiveStore store, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        var central = new MemoryStream();
        var at = 0L;
        ArchiveKey? open = null;
        Stream? part = null;
        try
        {
            foreach (var item in items)
            {
                if (open != item.Part)
                {
                    if (part is not null) await part.DisposeAsync();
                    part = await store.OpenAsync(item.Part, cancellationToken) ?? throw new InvalidDataException($"The stored part {item.Part} is gone.");
                    open = item.Part;
                }
                var entry = item.Entry;
                var header = new ZipHeader(entry.Name, entry.Crc32, entry.CompressedSize, entry.Size);
                var local = ZipFormat.LocalHeader(header, time);
                await output.WriteAsync(local, cancellationToken);
                await CopyAsync(part!, entry.Offset, entry.CompressedSize, output, buffer, cancellationToken);
                central.Write(ZipFormat.CentralHeader(header, time, at));
                at += local.Length + entry.CompressedSize;
            }
        }
        finally
        {
            if (part is not null) await part.DisposeAsync();
        }
        await output.WriteAsync(central.GetBuffer().AsMemory(0, (int)central.Length), cancellationToken);
        await output.WriteAsync(ZipFormat.End(items.Count, central.Length, at), cancellationToken);
    }

    private static async Task CopyAsync(Stream part, long offset, long count, Stream output, byte[] buffer, CancellationToken cancellationToken)
    {
        part.Seek(offset, SeekOrigin.Begin);
        while (count > 0)
        {
            var chunk = buffer.AsMemory(0, (int)Math.Min(count, buffer.Length));
            await part.ReadExactlyAsync(chunk, cancellationToken);
            await output.WriteAsync(chunk, cancellationToken);
            count -= chunk.Length;
        }
    }
}
