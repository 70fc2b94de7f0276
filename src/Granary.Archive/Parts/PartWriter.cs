using Granary.Domain.Backups;

namespace Granary.Archive.Parts;

/// <summary>Writes files into a part, one after the other: each is deflated and hashed as it passes, once and for all.</summary>
internal sealed class PartWriter(Stream part, PartBlocks blocks)
{
    private readonly CountingStream output = new(part);
    private readonly List<PartEntry> entries = [];
    private readonly List<BackupWarning> warnings = [];

    /// <summary>Bytes written so far, after compression.</summary>
    public long CompressedSize => output.Written;

    public PartEntryStream Begin() => new(output, blocks);

    /// <summary>Takes in a file that was written whole. One that is not ended here leaves bytes behind that nothing points to.</summary>
    public async ValueTask EndAsync(PartEntryStream entry, string name, long? rows = null, AttachmentReference? attachment = null) =>
        entries.Add(await entry.FinishAsync() with { Name = name, Rows = rows, Attachment = attachment });

    public void Warn(BackupWarning warning) => warnings.Add(warning);

    public PartIndex Complete(long records, bool last)
    {
        var index = new PartIndex(entries, records, last, warnings);
        index.WriteTo(output);
        return index;
    }
}
