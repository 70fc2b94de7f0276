using System.Text;

namespace Granary.Adapters;

/// <summary>UTF-8 that throws on what it cannot encode or decode, where <see cref="Encoding.UTF8"/> would write U+FFFD.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] GetBytes(string text) => Encoding.GetBytes(text);

    public static string GetString(ReadOnlySpan<byte> utf8) => Encoding.GetString(utf8);
}
