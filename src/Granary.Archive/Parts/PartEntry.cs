using Granary.Domain.Backups;

namespace Granary.Archive.Parts;

/// <summary>One file of an archive, deflated already, as it lies in a part.</summary>
/// <param name="Name">Its full name in the zip.</param>
/// <param name="Offset">Where its deflate stream begins in the part.</param>
/// <param name="Size">Bytes before compression.</param>
/// <param name="Rows">Records in it; null for an attachment.</param>
/// <param name="Attachment">What it is the content of; null for a CSV file.</param>
internal sealed record PartEntry(
    string Name,
    long Offset,
    long CompressedSize,
    long Size,
    uint Crc32,
    string Sha256,
    long? Rows = null,
    AttachmentReference? Attachment = null);
