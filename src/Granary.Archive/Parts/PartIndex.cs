using System.Buffers.Binary;
using System.Text.Json;
using Granary.Domain.Backups;

namespace Granary.Archive.Parts;

/// <summary>
/// What a part contains: written behind its bytes, so that one file appears, whole, with its description.
/// </summary>
/// <param name="Records">Records or attachments of the module that the part covers, left-out ones included: where the next part begins.</param>
/// <param name="Last">True when the module ends with it.</param>
internal sealed record PartIndex(IReadOnlyList<PartEntry> Entries, long Records, bool Last, IReadOnlyList<BackupWarning> Warnings)
{
    private static ReadOnlySpan<byte> Magic => "GRNPART1"u8;

    public void WriteTo(Stream part)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, ArchiveJson.Compact);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, json.Length);
        part.Write(json);
        part.Write(length);
        part.Write(Magic);
    }

    /// <exception cref="InvalidDataException">The stream is not a part.</exception>
    public static async Task<PartIndex> ReadAsync(Stream part, CancellationToken cancellationToken)
    {
        var tail = new byte[4 + Magic.Length];
        if (part.Length < tail.Length) throw new InvalidDataException("A stored part is too short to have an index.");
        part.Seek(-tail.Length, SeekOrigin.End);
        await part.ReadExactlyAsync(tail, cancellationToken);
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail.AsSpan(4).SequenceEqual(Magic) || length < 0 || length > part.Length - tail.Length)
            throw new InvalidDataException("A stored part has no index.");

        var json = new byte[length];
        part.Seek(-tail.Length - length, SeekOrigin.End);
        await part.ReadExactlyAsync(json, cancellationToken);
        return JsonSerializer.Deserialize<PartIndex>(json, ArchiveJson.Compact) ?? throw new InvalidDataException("A stored part has an empty index.");
    }
}
