namespace Granary.Archive.Csv;

/// <summary>
/// Keeps a spreadsheet from running text as a formula: an apostrophe goes before text that begins with a character a
/// spreadsheet acts on, and before text that begins with an apostrophe, so that taking one leading apostrophe away
/// always gives the original.
/// </summary>
internal static class SpreadsheetText
{
    public static bool NeedsApostrophe(ReadOnlySpan<byte> utf8) =>
        !utf8.IsEmpty && (utf8[0] is (byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0 or (byte)'\'' ||
                          utf8.StartsWith("＝"u8) || utf8.StartsWith("＋"u8) || utf8.StartsWith("－"u8) || utf8.StartsWith("＠"u8));
}
