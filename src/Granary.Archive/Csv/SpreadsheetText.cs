using System.Buffers;

namespace Granary.Archive.Csv;

/// <summary>
/// Keeps a spreadsheet from running text as a formula, also one that splits a line at another character than the comma, or takes
/// no heed of quotes: an apostrophe goes to the beginning of text, and behind every character at which such a reader splits, where
/// what follows is what a spreadsheet acts on, or an apostrophe. Taking one apostrophe away in each of these places gives the original.
/// </summary>
internal static class SpreadsheetText
{
    private static readonly SearchValues<byte> Separators = SearchValues.Create(",;\t\r\n"u8);

    /// <param name="guarded">Where text is written that needs an apostrophe; what was in it is gone.</param>
    /// <returns>The text itself where it needs none.</returns>
    public static ReadOnlySpan<byte> Guard(ReadOnlySpan<byte> utf8, ArrayBufferWriter<byte> guarded)
    {
        guarded.ResetWrittenCount();
        var written = 0;
        if (utf8[0] is (byte)'\t' or (byte)'\r' or (byte)'\n' || NeedsApostrophe(utf8)) guarded.Write("'"u8);
        var piece = 0;
        while (utf8[piece..].IndexOfAny(Separators) is var length and >= 0)
        {
            piece += length + 1;
            if (!NeedsApostrophe(utf8[piece..])) continue;
            guarded.Write(utf8[written..piece]);
            guarded.Write("'"u8);
            written = piece;
        }
        if (guarded.WrittenCount == 0) return utf8;
        guarded.Write(utf8[written..]);
        return guarded.WrittenSpan;
    }

    private static bool NeedsApostrophe(ReadOnlySpan<byte> piece)
    {
        if (piece.StartsWith((byte)'\'')) return true;
        // A reader that takes the quotes of a field for a part of it takes those before a formula away as well.
        var first = piece.TrimStart((byte)'"');
        return !first.IsEmpty && (first[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or 0 ||
                                  first.StartsWith("＝"u8) || first.StartsWith("＋"u8) || first.StartsWith("－"u8) || first.StartsWith("＠"u8));
    }
}
