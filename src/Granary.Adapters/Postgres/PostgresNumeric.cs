using System.Buffers.Binary;

namespace Granary.Adapters.Postgres;

/// <summary>
/// A <c>numeric</c> as the server sends it: how many digits there are, where the first one stands, the sign and how many decimals are
/// shown; then digits of ten thousand each.
/// </summary>
internal static class PostgresNumeric
{
    private const int HeaderLength = 4 * sizeof(short);
    private const ushort Negative = 0x4000, NotANumber = 0xC000, Infinity = 0xD000, NegativeInfinity = 0xF000;

    public static int MaxLength(ReadOnlySpan<byte> value) =>
        value.Length < HeaderLength ? HeaderLength : "-0."u8.Length + 4 * (Math.Max((short)0, Weight(value)) + 1) + Decimals(value) + "-Infinity"u8.Length;

    public static int Write(ReadOnlySpan<byte> value, Span<byte> text)
    {
        var sign = BinaryPrimitives.ReadUInt16BigEndian(value[4..]);
        switch (sign)
        {
            case NotANumber: return PostgresValue.Write("NaN"u8, text);
            case Infinity: return PostgresValue.Write("Infinity"u8, text);
            case NegativeInfinity: return PostgresValue.Write("-Infinity"u8, text);
        }

        var weight = Weight(value);
        var written = 0;
        Span<byte> four = stackalloc byte[4];
        if (sign == Negative) text[written++] = (byte)'-';
        if (weight < 0) text[written++] = (byte)'0';
        for (var place = 0; place <= weight; place++)
        {
            PostgresValue.WriteDigits(Digit(value, place), four);
            var zeros = place == 0 ? 3 - four[..3].TrimStart((byte)'0').Length : 0;
            written += PostgresValue.Write(four[zeros..], text[written..]);
        }

        var decimals = Decimals(value);
        if (decimals > 0) text[written++] = (byte)'.';
        for (var place = weight + 1; decimals > 0; place++, decimals -= four.Length)
        {
            PostgresValue.WriteDigits(Digit(value, place), four);
            written += PostgresValue.Write(four[..Math.Min(four.Length, decimals)], text[written..]);
        }
        return written;
    }

    private static short Weight(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt16BigEndian(value[2..]);

    private static int Decimals(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadUInt16BigEndian(value[6..]);

    // Zeros at both ends are not sent.
    private static int Digit(ReadOnlySpan<byte> value, int place) =>
        place >= 0 && place < BinaryPrimitives.ReadUInt16BigEndian(value) ? BinaryPrimitives.ReadInt16BigEndian(value[(HeaderLength + 2 * place)..]) : 0;
}
