using System.Globalization;
using System.Text;

namespace Granary.Adapters.Mail;

/// <summary>Makes text that somebody else wrote fit to stand in the middle of a line.</summary>
internal static class OneLine
{
    private const int Longest = 100;

    /// <summary>
    /// The text without line breaks and other control characters, without marks that turn the direction of writing, without
    /// runs of spaces, without the sign that begins an encoded word (RFC 2047), which a reader of mail would decode, and cut
    /// where it is very long. <paramref name="otherwise"/> when nothing is left.
    /// </summary>
    public static string Of(string text, string otherwise)
    {
        var line = new StringBuilder();
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (TurnsDirection(rune)) continue;
            if (length == Longest)
            {
                line.Append('…');
                break;
            }
            var isSpace = IsSpace(rune);
            if (isSpace && (line.Length == 0 || line[^1] == ' ')) continue;
            if (isSpace) line.Append(' ');
            else line.Append(rune);
            length++;
        }
        return line.Replace("=?", "= ?").ToString().TrimEnd(' ') is { Length: > 0 } cleaned ? cleaned : otherwise;
    }

    private static bool IsSpace(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator;

    private static bool TurnsDirection(Rune rune) => rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
