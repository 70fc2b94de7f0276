using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Granary.Domain.Ports;
using SQLitePCL;

namespace Granary.Adapters.Sqlite;

/// <summary>
/// The rows of a statement. Text of a UTF-8 database is handed out where SQLite keeps it; everything else is written into
/// one buffer that lives as long as the reader.
/// </summary>
internal sealed class SqliteRowReader(SqliteDatabase database, SqliteStatement rows, SqliteEncoding encoding) : RowReader
{
    private const int LongestNumber = 64;

    private byte[] buffer = new byte[LongestNumber];
    private char[] characters = [];
    private bool ended;

    public override ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // A statement that is stepped after its end would begin again.
        ended = ended || !rows.Step();
        return ValueTask.FromResult(!ended);
    }

    public override CellKind Read(int column, out ReadOnlySpan<byte> utf8)
    {
        switch (rows.Type(column))
        {
            case raw.SQLITE_INTEGER:
                rows.Integer(column).TryFormat(buffer, out var digits, default, CultureInfo.InvariantCulture);
                utf8 = buffer.AsSpan(0, digits);
                return CellKind.Literal;
            case raw.SQLITE_FLOAT:
                utf8 = Real(rows.Real(column), rows.TextBytes(column));
                return CellKind.Literal;
            case raw.SQLITE_BLOB:
                utf8 = Hexadecimal(rows.StoredBytes(column));
                return CellKind.Literal;
            case raw.SQLITE_TEXT:
                return Text(rows.StoredBytes(column), out utf8);
            default:
                utf8 = default;
                return CellKind.Null;
        }
    }

    public override ValueTask DisposeAsync()
    {
        rows.Dispose();
        database.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>SQLite's own text, unless that is another number: it may write fewer digits than the number has.</summary>
    private ReadOnlySpan<byte> Real(double value, ReadOnlySpan<byte> text)
    {
        if (double.IsInfinity(value)) return text;
        var same = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed)
            && BitConverter.DoubleToInt64Bits(parsed) == BitConverter.DoubleToInt64Bits(value);
        if (same) return text;
        value.TryFormat(buffer, out var written, "R", CultureInfo.InvariantCulture);
        return buffer.AsSpan(0, written);
    }

    private CellKind Text(ReadOnlySpan<byte> stored, out ReadOnlySpan<byte> utf8)
    {
        var isText = encoding == SqliteEncoding.Utf8
            ? IsText(utf8 = stored)
            : TryTranscode(stored, out utf8);
        if (isText) return CellKind.Text;
        utf8 = Hexadecimal(stored);
        return CellKind.DamagedText;
    }

    private static bool IsText(ReadOnlySpan<byte> utf8) => !utf8.Contains((byte)0) && Utf8.IsValid(utf8);

    /// <summary>SQLite would make some text of half a surrogate pair; this refuses to.</summary>
    private bool TryTranscode(ReadOnlySpan<byte> stored, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        var length = stored.Length / sizeof(char);
        if (characters.Length < length) characters = new char[length];
        stored.CopyTo(MemoryMarshal.AsBytes(characters.AsSpan()));
        var utf16 = characters.AsSpan(0, length);
        if (encoding == SqliteEncoding.Utf16BigEndian == BitConverter.IsLittleEndian)
        {
            var units = MemoryMarshal.Cast<char, ushort>(utf16);
            BinaryPrimitives.ReverseEndianness(units, units);
        }
        const int mostBytes = 3;
        if (utf16.Contains('\0') || Utf8.FromUtf16(utf16, Buffer(checked(length * mostBytes)), out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
            return false;
        utf8 = buffer.AsSpan(0, written);
        return true;
    }

    private ReadOnlySpan<byte> Hexadecimal(ReadOnlySpan<byte> bytes)
    {
        var written = Buffer(checked(2 + 2 * bytes.Length));
        @"\x"u8.CopyTo(written);
        Convert.TryToHexStringLower(bytes, written[2..], out _);
        return written;
    }

    private Span<byte> Buffer(int length)
    {
        if (buffer.Length < length) buffer = new byte[length];
        return buffer.AsSpan(0, length);
    }
}
