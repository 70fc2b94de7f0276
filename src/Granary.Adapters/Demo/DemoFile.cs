using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Granary.Adapters.Demo;

/// <summary>Makes small files that open in the programs they are for.</summary>
internal static class DemoFile
{
    /// <param name="extension">Such as <c>.png</c>; plain text when it is not one of those known here.</param>
    /// <param name="words">What the file is about, in ASCII.</param>
    public static byte[] Make(string extension, string words, DemoRandom random) => extension switch
    {
        ".png" => Png(random),
        ".pdf" => Pdf(words),
        ".csv" => StrictUtf8.GetBytes($"item,quantity,price\r\n\"{words}\",{random.Between(1, 40)},{random.Between(100, 9999)}\r\n"),
        ".json" => StrictUtf8.GetBytes($$"""{"about":"{{words}}","width":{{random.Between(10, 900)}},"approved":true}""" + "\n"),
        ".svg" => StrictUtf8.GetBytes($"""<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60"><rect width="{random.Between(20, 120)}" height="60" fill="#2a6"/><text x="6" y="34">{words}</text></svg>"""),
        ".zip" => Zip(words),
        _ => StrictUtf8.GetBytes($"{words}\nPage {random.Between(1, 99)}\n"),
    };

    private static byte[] Png(DemoRandom random)
    {
        const int side = 24, bytesPerPixel = 3;
        var pixels = new MemoryStream();
        using (var deflate = new ZLibStream(pixels, CompressionLevel.NoCompression, leaveOpen: true))
        {
            var color = (Red: random.Below(256), Green: random.Below(256), Blue: random.Below(256));
            var line = new byte[1 + side * bytesPerPixel];
            for (var y = 0; y < side; y++)
            {
                for (var x = 0; x < side; x++)
                {
                    line[1 + x * bytesPerPixel] = (byte)(color.Red + 4 * x);
                    line[2 + x * bytesPerPixel] = (byte)(color.Green + 4 * y);
                    line[3 + x * bytesPerPixel] = (byte)color.Blue;
                }
                deflate.Write(line);
            }
        }
        var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n']);
        Chunk(png, "IHDR"u8, [0, 0, 0, side, 0, 0, 0, side, 8, 2, 0, 0, 0]);
        Chunk(png, "IDAT"u8, pixels.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        var crc = new Crc32();
        crc.Append(type);
        crc.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.GetCurrentHashAsUInt32());
        png.Write(number);
    }

    private static byte[] Pdf(string words)
    {
        var page = $"BT /F1 18 Tf 40 120 Td ({words}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {page.Length} >>\nstream\n{page}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) pdf.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }

    private static byte[] Zip(string words)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("readme.txt", CompressionLevel.NoCompression);
            entry.LastWriteTime = new DateTimeOffset(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);
            using var content = entry.Open();
            content.Write(StrictUtf8.GetBytes(words));
        }
        return bytes.ToArray();
    }
}
