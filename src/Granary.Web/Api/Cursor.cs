using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Granary.Web.Api;

/// <summary>Where a list goes on: below a number. What is in it is nobody's business, so that it may change.</summary>
internal static class Cursor
{
    public static string Write(string list, long before) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{list}:{before}")));

    public static bool TryRead(string list, string cursor, out long before)
    {
        before = 0;
        return cursor.Length <= 100 && Base64Url.IsValid(cursor) &&
            Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split(':') is [var of, var number] && of == list &&
            long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out before);
    }
}
