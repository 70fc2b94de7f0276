using Granary.Archive.Parts;

namespace Granary.Archive.Zip;

/// <summary>Divides entries among zips in their order: as many as fit, and one that is too large for any by itself.</summary>
internal sealed class ZipPacker(ArchiveLimits limits)
{
    private readonly List<List<ZipItem>> zips = [];
    private long size;

    public IReadOnlyList<IReadOnlyList<ZipItem>> Zips => zips;

    /// <returns>The number of the zip, from 1, that takes the entry; null when not even one by itself could.</returns>
    public int? Add(ZipItem item)
    {
        var more = ZipFormat.SizeWithHeaders(item.Entry.Name, item.Entry.CompressedSize);
        if (more + ZipFormat.EndSize >= ArchiveLimits.ZipCeiling) return null;

        if (zips.Count == 0 || size + more > limits.ZipBytes || zips[^1].Count == ArchiveLimits.ZipEntries)
        {
            zips.Add([]);
            size = ZipFormat.EndSize;
        }
        zips[^1].Add(item);
        size += more;
        return zips.Count;
    }
}
