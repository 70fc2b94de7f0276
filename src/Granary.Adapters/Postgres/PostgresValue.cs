using System.Buffers.Binary;
using System.Buffers.Text;

namespace Granary.Adapters.Postgres;

/// <summary>
/// Writes values that come as bytes the way the server's own output functions write them, with the settings of
/// <see cref="PostgresSession"/>: ISO dates, UTC.
/// </summary>
internal static class PostgresValue
{
    /// <summary>Nothing but a numeric is longer.</summary>
    private const int Longest = 48;

    private const long MicrosecondsADay = 86_400_000_000;

    // 2000-01-01, from where the server counts, seen from 0000-03-01, from where a year ends with its leap day.
    private const int Epoch = 730_425;

    /// <summary>How many bytes the text may need.</summary>
    public static int MaxLength(PostgresForm form, ReadOnlySpan<byte> value) =>
        form is PostgresForm.Numeric ? PostgresNumeric.MaxLength(value) : Longest;

    /// <returns>The length of the text.</returns>
    /// <exception cref="InvalidOperationException">The value has not the size of its type.</exception>
    public static int Write(PostgresForm form, ReadOnlySpan<byte> value, Span<byte> text) => (form, value.Length) switch
    {
        (PostgresForm.Bool, 1) => Write(value[0] == 0 ? "false"u8 : "true"u8, text),
        (PostgresForm.Int2, 2) => Write(BinaryPrimitives.ReadInt16BigEndian(value), text),
        (PostgresForm.Int4, 4) => Write(BinaryPrimitives.ReadInt32BigEndian(value), text),
        (PostgresForm.Int8, 8) => Write(BinaryPrimitives.ReadInt64BigEndian(value), text),
        (PostgresForm.Oid, 4) => Write(BinaryPrimitives.ReadUInt32BigEndian(value), text),
        (PostgresForm.Uuid, 16) => Write(new Guid(value, bigEndian: true), text),
        (PostgresForm.Numeric, >= 8) => PostgresNumeric.Write(value, text),
        (PostgresForm.Date, 4) => WriteDate(BinaryPrimitives.ReadInt32BigEndian(value), text),
        (PostgresForm.Time, 8) => WriteTime(BinaryPrimitives.ReadInt64BigEndian(value), text),
        (PostgresForm.Timestamp, 8) => WriteTimestamp(BinaryPrimitives.ReadInt64BigEndian(value), default, text),
        (PostgresForm.TimestampTz, 8) => WriteTimestamp(BinaryPrimitives.ReadInt64BigEndian(value), "+00"u8, text),
        _ => throw new InvalidOperationException($"COPY sent {value.Length} bytes for a value of the type {form}."),
    };

    public static int Write(ReadOnlySpan<byte> word, Span<byte> text)
    {
        word.CopyTo(text);
        return word.Length;
    }

    /// <summary>Fills all of <paramref name="text"/>, with zeros in front.</summary>
    public static void WriteDigits(int number, Span<byte> text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            number = Math.DivRem(number, 10, out var digit);
            text[i] = (byte)('0' + digit);
        }
    }

    private static int Write(long number, Span<byte> text)
    {
        Utf8Formatter.TryFormat(number, text, out var written);
        return written;
    }

    private static int Write(Guid guid, Span<byte> text)
    {
        Utf8Formatter.TryFormat(guid, text, out var written);
        return written;
    }

    private static int WriteDate(int days, Span<byte> text)
    {
        if (days is int.MaxValue or int.MinValue) return WriteInfinity(days > 0, text);
        var written = WriteDay(days, text, out var isBeforeChrist);
        return isBeforeChrist ? written + Write(" BC"u8, text[written..]) : written;
    }

    private static int WriteTimestamp(long microseconds, ReadOnlySpan<byte> zone, Span<byte> text)
    {
        if (microseconds is long.MaxValue or long.MinValue) return WriteInfinity(microseconds > 0, text);
        var days = Math.DivRem(microseconds, MicrosecondsADay, out var ofDay);
        if (ofDay < 0) (days, ofDay) = (days - 1, ofDay + MicrosecondsADay);
        var written = WriteDay((int)days, text, out var isBeforeChrist);
        text[written++] = (byte)' ';
        written += WriteTime(ofDay, text[written..]);
        written += Write(zone, text[written..]);
        return isBeforeChrist ? written + Write(" BC"u8, text[written..]) : written;
    }

    private static int WriteInfinity(bool isPositive, Span<byte> text) => Write(isPositive ? "infinity"u8 : "-infinity"u8, text);

    /// <summary>Year, month and day of the Gregorian calendar, which goes on before its beginning.</summary>
    private static int WriteDay(int days, Span<byte> text, out bool isBeforeChrist)
    {
        const int fourCenturies = 146_097;
        var day = (long)days + Epoch;
        var era = Math.DivRem(day, fourCenturies, out var ofEra);
        if (ofEra < 0) (era, ofEra) = (era - 1, ofEra + fourCenturies);
        var yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        var ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        // Counted from March.
        var month = (5 * ofYear + 2) / 153;
        var ofMonth = ofYear - (153 * month + 2) / 5 + 1;
        var year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
        month = month < 10 ? month + 3 : month - 9;

        isBeforeChrist = year <= 0;
        if (isBeforeChrist) year = 1 - year;
        var written = 4;
        if (year <= 9999) WriteDigits((int)year, text[..4]);
        else written = Write(year, text);
        text[written++] = (byte)'-';
        WriteDigits((int)month, text.Slice(written, 2));
        text[written + 2] = (byte)'-';
        WriteDigits((int)ofMonth, text.Slice(written + 3, 2));
        return written + 5;
    }

    private static int WriteTime(long microseconds, Span<byte> text)
    {
        var seconds = (int)Math.DivRem(microseconds, 1_000_000, out var fraction);
        WriteDigits(seconds / 3600, text[..2]);
        text[2] = (byte)':';
        WriteDigits(seconds / 60 % 60, text[3..5]);
        text[5] = (byte)':';
        WriteDigits(seconds % 60, text[6..8]);
        if (fraction == 0) return 8;
        text[8] = (byte)'.';
        WriteDigits((int)fraction, text[9..15]);
        return text[..15].TrimEnd((byte)'0').Length;
    }
}
