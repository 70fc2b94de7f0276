using System.Buffers.Binary;
using System.Text;

namespace Granary.Archive.Zip;

/// <summary>
/// The headers of a zip (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16): deflated entries of known size, one time
/// for all, no comments, no Zip64. The same entries always give the same bytes.
/// </summary>
internal static class ZipFormat
{
    private const ushort NeedsVersion20 = 20;
    private const ushort MadeOnUnix = (3 << 8) | 20;
    private const ushort Deflated = 8;
    private const uint RegularFileRw = 0b1000_000_110_100_100u << 16;

    public static long SizeWithHeaders(string name, long compressedSize) => 30 + 46 + 2L * name.Length + compressedSize;

    public const int EndSize = 22;

    public static byte[] LocalHeader(ZipHeader entry, DateTimeOffset time)
    {
        var header = new Fields(30 + entry.Name.Length);
        header.Add32(0x04034b50);
        AddCommon(header, entry, time);
        header.AddName(entry.Name);
        return header.Bytes;
    }

    public static byte[] CentralHeader(ZipHeader entry, DateTimeOffset time, long localHeaderAt)
    {
        var header = new Fields(46 + entry.Name.Length);
        header.Add32(0x02014b50);
        header.Add16(MadeOnUnix);
        AddCommon(header, entry, time);
        header.Add16(0); // comment
        header.Add16(0); // disk
        header.Add16(0); // internal attributes
        header.Add32(RegularFileRw);
        header.Add32(checked((uint)localHeaderAt));
        header.AddName(entry.Name);
        return header.Bytes;
    }

    public static byte[] End(int entries, long centralSize, long centralAt)
    {
        var end = new Fields(EndSize);
        end.Add32(0x06054b50);
        end.Add16(0); // this disk
        end.Add16(0); // disk of the directory
        end.Add16(checked((ushort)entries));
        end.Add16(checked((ushort)entries));
        end.Add32(checked((uint)centralSize));
        end.Add32(checked((uint)centralAt));
        end.Add16(0); // comment
        return end.Bytes;
    }

    private static void AddCommon(Fields header, ZipHeader entry, DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        var year = Math.Clamp(utc.Year, 1980, 2107);
        header.Add16(NeedsVersion20);
        header.Add16(0); // flags: names are ASCII, sizes stand in the header
        header.Add16(Deflated);
        header.Add16((utc.Hour << 11) | (utc.Minute << 5) | (utc.Second / 2));
        header.Add16(((year - 1980) << 9) | (utc.Month << 5) | utc.Day);
        header.Add32(entry.Crc32);
        header.Add32(checked((uint)entry.CompressedSize));
        header.Add32(checked((uint)entry.Size));
        header.Add16(entry.Name.Length);
        header.Add16(0); // extra field
    }

    private sealed class Fields(int size)
    {
        private int at;

        public byte[] Bytes { get; } = new byte[size];

        public void Add16(int value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(Bytes.AsSpan(at), (ushort)value);
            at += 2;
        }

        public void Add32(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(Bytes.AsSpan(at), value);
            at += 4;
        }

        public void AddName(string name) => at += Encoding.ASCII.GetBytes(name, Bytes.AsSpan(at));
    }
}
