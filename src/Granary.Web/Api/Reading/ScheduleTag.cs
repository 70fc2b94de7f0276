using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Granary.Web.Api.Reading;

/// <summary>The ETag of a schedule: its version, which no other contents ever had.</summary>
internal static class ScheduleTag
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    // Versions begin with 1.
    private const int Nobodys = 0;

    /// <summary>What If-Match names, at least one version that may be nobody's; null without that header.</summary>
    /// <param name="present">The version in force, for <c>*</c>; null without a schedule.</param>
    public static IReadOnlyList<int>? Named(HttpRequest request, int? present)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0) return null;
        if (!EntityTagHeaderValue.TryParseStrictList([.. header.OfType<string>()], out var tags)) return [Nobodys];

        return [.. tags.Select(tag => tag == EntityTagHeaderValue.Any ? present ?? Nobodys : VersionOf(tag))];
    }

    /// <summary>Whoever says <c>If-None-Match: *</c> knows that there may be one, and does not want to replace it.</summary>
    public static bool WantsNone(HttpRequest request) => request.Headers.IfNoneMatch is ["*"];

    // A tag is compared to the letter, and never a weak one.
    private static int VersionOf(EntityTagHeaderValue tag) =>
        int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && tag.ToString() == Of(version) ? version : Nobodys;
}
