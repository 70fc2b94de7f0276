using System.Security.Cryptography;

namespace Granary.Archive.Names;

/// <summary>
/// The place of an attachment in its archive: <c>Attachments/&lt;id&gt;_&lt;file name&gt;</c>. The id alone makes it unique: one
/// that does not go into a name unchanged is followed by a digest of itself.
/// </summary>
internal static class AttachmentNames
{
    private const int LongestId = 40;
    private const int LongestName = 100;
    private const int LongestExtension = 12;

    public static string For(string id, string fileName)
    {
        var prefix = $"Attachments/{IdPart(id)}_";
        return prefix + NamePart(fileName, LongestName - prefix.Length);
    }

    // No underscore in it, so that where the id ends is never in doubt, and no capital, so that case does not matter.
    private static string IdPart(string id)
    {
        if (id.Length is > 0 and <= LongestId && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) return id;

        var digest = Convert.ToHexStringLower(SHA256.HashData(StrictUtf8.GetBytes(id)).AsSpan(0, 8));
        return $"{SafeName.Of(id, 24).ToLowerInvariant().Replace('_', '-')}-{digest}";
    }

    private static string NamePart(string fileName, int room)
    {
        var name = fileName[(fileName.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        var dot = name.LastIndexOf('.');
        var extension = dot < 0 ? "" : name[(dot + 1)..];
        if (extension.Length is 0 or > LongestExtension || !extension.All(SafeName.IsSafe))
            return SafeName.Of(name, room);
        return $"{SafeName.Of(name[..dot], room - extension.Length - 1)}.{extension}";
    }
}
